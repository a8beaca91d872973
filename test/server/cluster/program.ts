// The real program with several processes, at a database of the test's own.
import { storeEnv } from '../../kit/engine.ts';
import { type ServerProcess, startProcess } from '../../kit/process.ts';

export interface Program extends ServerProcess {
  /** Every line of its log so far. */
  lines(): Promise<LogLine[]>;
  /** Process ids of the workers that were ready in the course of time, the latest of each place last. */
  workerPids(): Promise<number[]>;
  /** All that it printed, as soon as a third worker is ready. */
  replaced(): Promise<string>;
  /** How it ended, when all that it wrote was read. */
  readonly ended: Promise<number | null>;
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly pid: number; readonly msg: string };

export interface ProgramOptions {
  readonly dataDir: string;
  readonly workers?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Of node itself. */
  readonly flags?: readonly string[];
}

/** Two workers, without simulator; resolves when all are ready. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { dataDir, workers = 2, env = {}, flags = [] } = options;
  const quick = { PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'info', DRAIN_GRACE_MS: '500' };
  const args = [...flags, 'server/main.ts', '--workers', String(workers)];
  const server = await startProcess(args, { env: { ...quick, ...(await storeEnv(dataDir)), ...env } });
  const ended = new Promise<number | null>((resolve) => server.child.once('close', resolve));
  // It says where it listens last of all, so the line is whole only now.
  const lines = async () => logLines(await server.printed(/"msg":"listening"\}\n/));
  const workerPids = async () =>
    (await lines()).flatMap(({ msg, workerPid }) => (msg === 'a worker is ready' ? [Number(workerPid)] : []));
  const replaced = () => server.printed(/(?:a worker is ready[\s\S]*){3}/);
  return { ...server, lines, workerPids, replaced, ended };
}

/** The banner stands among them. */
function logLines(output: string): LogLine[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when none of them is there any more. */
export async function allGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await new Promise((later) => setTimeout(later, 20));
}
