// The servers under test, as processes of their own on the cores that the comparison gives them.
import { readFileSync } from 'node:fs';
import { type ServerProcess, startProcess } from '../../kit/process.ts';
import type { Cores, Lab } from '../lab.ts';
import type { Store } from '../stores/store.ts';
import { onLoadCore, onServerCore } from './cores.ts';

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly wrapper: readonly string[];
}

/** Stopped when the benchmark ends, unless that was done before. */
async function start(
  lab: Pick<Lab, 'stack'>,
  args: readonly string[],
  options: Options,
): Promise<ServerProcess> {
  const server = await startProcess(args, options);
  lab.stack.defer(() => stop(server));
  return server;
}

export async function stop({ child, end }: ServerProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await end('SIGTERM');
}

const ofOurs = (name: string): string => `test/bench/processes/${name}.ts`;

export const startEcho = (lab: Lab, cores: Cores): Promise<ServerProcess> =>
  start(lab, [ofOurs('echo')], { wrapper: onServerCore(cores) });

export interface ChelianOptions {
  /** How many processes serve. */
  readonly workers?: number;
  /** Where to be asked how long the event loop was held up. */
  readonly stallSocket?: string;
}

export function startChelian(
  lab: Lab,
  store: Store,
  cores: Cores,
  { workers = 1, stallSocket }: ChelianOptions = {},
): Promise<ServerProcess> {
  const wrapper = onServerCore(cores);
  const env = { ...store.env, WORKERS: String(workers) };
  if (stallSocket === undefined) return start(lab, startArguments(), { env, wrapper });
  const args = ['--import', `./${ofOurs('watch-stalls')}`, ...startArguments()];
  return start(lab, args, { env: { ...env, BENCH_STALL_SOCKET: stallSocket }, wrapper });
}

export function startTextbook(lab: Lab, { engine, env }: Store, cores: Cores): Promise<ServerProcess> {
  const connections = String(lab.sizes.textbookConnections);
  const wrapper = onServerCore(cores);
  return start(lab, [ofOurs(`textbook-${engine}`)], {
    env: { ...env, TEXTBOOK_CONNECTIONS: connections },
    wrapper,
  });
}

/** Where callbacks go, on the core that the load generator has otherwise. */
export const startSink = (lab: Lab, cores: Cores): Promise<ServerProcess> =>
  start(lab, [ofOurs('sink')], { wrapper: onLoadCore(cores) });

/** As `npm start` calls node, its memory flags included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}
