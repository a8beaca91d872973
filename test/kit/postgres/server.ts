// A real PostgreSQL of the test's own: made, started, stopped, killed and started again.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { scratch } from '../scratch.ts';
import { postgresBinaries } from './binaries.ts';
import { handOver, unprivileged } from './user.ts';

export interface PostgresServer {
  readonly port: number;
  /** Of a database on it, by default the one that is always there. */
  url(database?: string): string;
  /** SIGINT: disconnects clients. SIGQUIT: as if the machine had lost power, but for its disk's cache. SIGKILL: the server process itself. */
  stop(signal?: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
  /** Again, on the same port with the same files. */
  start(): Promise<void>;
  /** Stops it and removes its files, unless they are to be kept. */
  remove(): Promise<void>;
}

export interface PostgresOptions {
  /** Server settings, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A directory that is kept: made by the first server that is given it, and used again by the next. Left out: one that goes with the server. */
  readonly home?: string;
}

const user = 'chelian';

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { settings = {}, home = mkdtempSync(join(scratch, 'chelian-postgres-')) } = options;
  const binaries = postgresBinaries();
  mkdirSync(home, { recursive: true });
  handOver(home, unprivileged());
  chmodSync(home, 0o700);
  const data = join(home, 'data');
  const initdb = [
    '--auth=trust',
    `--username=${user}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '-D',
    data,
  ];
  if (!existsSync(join(data, 'PG_VERSION')))
    await promisify(execFile)(join(binaries, 'initdb'), initdb, { ...unprivileged(), cwd: home });
  const port = await freePort();
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '300',
    ...settings,
  };
  const args = ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const url = (database = 'postgres') => `postgres://${user}@127.0.0.1:${port}/${database}`;
  let keeper: ChildProcess | undefined;
  const goesWithServer = options.home === undefined ? home : '';

  async function start(): Promise<void> {
    const keeperFile = join(process.cwd(), 'test/kit/postgres/keeper.ts');
    keeper = spawn(process.execPath, [keeperFile, join(binaries, 'postgres'), goesWithServer, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await accepting(keeper, url());
  }

  async function stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const running = keeper;
    keeper = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.stdin?.write(`${signal}\n`);
    await exited;
  }

  await start();
  return {
    port,
    url,
    start,
    stop,
    async remove() {
      await stop('SIGQUIT');
      if (goesWithServer !== '') rmSync(home, { recursive: true, force: true });
    },
  };
}

/** @throws Error with what the server printed, if it ends instead */
async function accepting(keeper: ChildProcess, url: string): Promise<void> {
  let printed = '';
  keeper.stderr?.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4_000);
  });
  for (;;) {
    if (keeper.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${printed}`);
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    // It may be starting, or recovering after a crash.
    if (
      await client.connect().then(
        () => true,
        () => false,
      )
    )
      return client.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
