// The line that says what the figures were measured on.
import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries } from '../kit/postgres/binaries.ts';
import { median } from './statistics.ts';

export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly command: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  readonly sqlite: string;
  readonly postgres: string;
  /** To make a page of 4 KiB durable, the median of many. */
  readonly fsyncMs: number;
}

/** @param directory where databases are made */
export function describeMachine(directory: string, args: readonly string[]): Machine {
  const { model = 'unknown' } = cpus()[0] ?? {};
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
    processor: model.trim(),
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    postgres: output(join(postgresBinaries(), 'postgres'), ['--version']).replace(/^.*\) /, ''),
    fsyncMs: measureFsync(join(directory, 'fsync')),
  };
}

export const machineLine = (machine: Machine): string =>
  [
    `Measured on ${machine.date} at commit ${machine.commit} by \`${machine.command}\`:`,
    `${machine.cores} × ${machine.processor}, ${machine.memoryGib} GiB, an fsync in ${machine.fsyncMs.toFixed(2)} ms;`,
    `Node ${machine.node}, SQLite ${machine.sqlite}, PostgreSQL ${machine.postgres}.`,
  ].join(' ');

/** @throws Error for a directory in memory: nothing is ever durable there */
export function refuseMemory(directory: string): void {
  const tmpfs = 0x01021994;
  if (statfsSync(directory).type === tmpfs)
    throw new Error(
      `${directory} is in memory, where fsync means nothing: set BENCH_DIR to a directory on disk`,
    );
}

function commit(): string {
  try {
    const changed = output('git', ['status', '--porcelain', '--untracked-files=no']) !== '';
    return output('git', ['rev-parse', '--short', 'HEAD']) + (changed ? ' (changed)' : '');
  } catch {
    return 'unknown';
  }
}

const output = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8' }).trim();

function measureFsync(file: string): number {
  const descriptor = openSync(file, 'w');
  const page = Buffer.alloc(4096);
  const times = Array.from({ length: 200 }, () => {
    const startedAt = performance.now();
    writeSync(descriptor, page);
    fsyncSync(descriptor);
    return performance.now() - startedAt;
  });
  closeSync(descriptor);
  rmSync(file);
  return median(times);
}
