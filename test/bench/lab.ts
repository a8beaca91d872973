// What every benchmark works with.
import type { Findings } from './report.ts';
import type { Sizes } from './sizes.ts';
import type { Cluster } from './stores/cluster.ts';

export interface Lab {
  readonly sizes: Sizes;
  /** Where databases are made; on a disk, or their fsync would mean nothing. */
  readonly directory: string;
  readonly cluster: Cluster;
  /** What a benchmark started is stopped when it ends, the latest first. */
  readonly stack: AsyncDisposableStack;
  /** Progress, for whoever waits. */
  say(progress: string): void;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  run(lab: Lab): Promise<Findings>;
}

export const engines = ['sqlite', 'postgres'] as const;
export type Engine = (typeof engines)[number];

/**
 * Which cores the parts of a comparison run on. apart: the server on one, the load on another. together: wherever the system puts them,
 * PostgreSQL included; what they are compared with then runs in the same way.
 */
export type Cores = 'apart' | 'together';

export const coresOf = (engine: Engine): Cores => (engine === 'sqlite' ? 'apart' : 'together');
export const engineName = (engine: Engine): string => (engine === 'sqlite' ? 'SQLite' : 'PostgreSQL');
