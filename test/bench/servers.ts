// Servers and load as processes, each on a core of its own where the machine lets us.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { type ServerProcess, startProcess } from '../kit/process.ts';
import type { LoadResult } from './http-load.ts';

const serverCore = 0;
const loadCore = 1;

export function startEcho(): Promise<ServerProcess> {
  return startProcess(['test/bench/echo-server.ts'], { wrapper: onCore(serverCore) });
}

export function startChelian(dataDir: string): Promise<ServerProcess> {
  const env = { DATA_DIR: dataDir, PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'info', DRAIN_GRACE_MS: '0' };
  return startProcess(startArguments(), { env, wrapper: onCore(serverCore) });
}

/** As `npm start` calls node, its memory flags included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

/** Resident memory now, in bytes. */
export function residentBytes({ child }: ServerProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly requests: number;
  readonly connections: number;
  readonly expected: string;
}

export async function load({ port, path, requests, connections, expected }: LoadOrder): Promise<LoadResult> {
  const args = ['test/bench/load-process.ts', port, path, requests, connections, expected].map(String);
  const [command = '', ...rest] = [...onCore(loadCore), process.execPath, ...args];
  const { stdout } = await promisify(execFile)(command, rest);
  return JSON.parse(stdout) as LoadResult;
}

/** taskset is Linux's; elsewhere the system decides. */
const onCore = (core: number): string[] =>
  process.platform === 'linux' ? ['taskset', '-c', String(core)] : [];
