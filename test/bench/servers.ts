// Servers and load as processes, each on a core of its own where the machine lets us.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadResult } from './http-load.ts';

export interface ServerProcess {
  readonly port: number;
  /** From `spawn` to the first line that says where it listens. */
  readonly readyMs: number;
  /** Resident memory now, in bytes. */
  rss(): number;
  stop(): Promise<void>;
}

const root = join(process.cwd());
const serverCore = 0;
const loadCore = 1;

export function startEcho(): Promise<ServerProcess> {
  return startServer(['test/bench/echo-server.ts'], {});
}

export function startChelian(dataDir: string): Promise<ServerProcess> {
  const env = { DATA_DIR: dataDir, PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'info', DRAIN_GRACE_MS: '0' };
  return startServer(['server/main.ts'], env);
}

async function startServer(args: readonly string[], env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const startedAt = performance.now();
  const child = spawn(...onCore(serverCore, [process.execPath, ...args]), {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(chunk.toString());
      if (found?.[1] !== undefined) resolve(Number(found[1]));
    });
  });
  const readyMs = performance.now() - startedAt;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    port,
    readyMs,
    rss: () =>
      Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
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
  const [command, commandArgs] = onCore(loadCore, [process.execPath, ...args]);
  const { stdout } = await promisify(execFile)(command, commandArgs, { cwd: root });
  return JSON.parse(stdout) as LoadResult;
}

/** taskset is Linux's; elsewhere the system decides. */
function onCore(core: number, command: readonly string[]): [string, string[]] {
  const [program = '', ...args] = command;
  return process.platform === 'linux' ? ['taskset', ['-c', String(core), program, ...args]] : [program, args];
}
