// The command line as a process: exit codes, one JSON value, pipes, and a store that others hold.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type CliKit, createCliKit, setUp, stockJson } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sp(argv: readonly string[], stdin = ''): Promise<Ended> {
  const env = { ...process.env, DATA_DIR: kit.dataDir, NODE_ENV: 'test' };
  const child = spawn(process.execPath, ['server/cli.ts', ...argv], { env });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  child.stdin.end(stdin);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...printed })));
}

it('reads a stock from a pipe and prints one JSON value', async () => {
  const ran = await sp(['stock', 'create', '--file', '-', '--json'], stockJson('t1'));
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(ran.stdout)).toMatchObject({ stock_id: 't1', left: 3 });
});

it('ends with 2 and an empty stdout when it refuses', async () => {
  const ran = await sp(['stock', 'show', 'none', '--json']);
  expect(ran).toEqual({ code: 2, stdout: '', stderr: 'error: there is no stock none\n' });
});

it('ends quietly when its reader goes away', async () => {
  const env = { ...process.env, DATA_DIR: kit.dataDir, NODE_ENV: 'test' };
  const child = spawn(process.execPath, ['server/cli.ts', 'channel', 'list'], { env });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.destroy();
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('works while another process writes now and then', async () => {
  const writer = spawn(process.execPath, ['--eval', writing, join(kit.dataDir, 'chelian.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  try {
    expect((await kit.run('channel', 'set', '2', '--app-id', 'wx2')).code).toBe(0);
    expect(await sp(['channel', 'list', '--json'])).toMatchObject({ code: 0, stderr: '' });
    expect(writer.exitCode).toBeNull();
  } finally {
    writer.kill();
    await new Promise((resolve) => writer.once('exit', resolve));
  }
});

const writing = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
  setInterval(() => {
    database.exec("BEGIN IMMEDIATE; INSERT INTO setting VALUES ('x', '1') ON CONFLICT DO UPDATE SET value = value");
    setTimeout(() => { database.exec('COMMIT'); process.stdout.write('.'); }, 30);
  }, 60);
`;

it('ends with 1 when the store stays locked', async () => {
  const holder = new DatabaseSync(join(kit.dataDir, 'chelian.db'));
  holder.exec('BEGIN IMMEDIATE');
  try {
    const ran = await kit.run('channel', 'list');
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('the store cannot be used now');
  } finally {
    holder.close();
  }
});

it('gives back what it leased', async () => {
  await kit.run('channel', 'list');
  const database = new DatabaseSync(join(kit.dataDir, 'chelian.db'));
  const held = database.prepare('SELECT COUNT(*) AS leases FROM worker_lease WHERE lease_until_at > 0').get();
  database.close();
  expect(held).toEqual({ leases: 0 });
});
