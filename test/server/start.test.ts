// The program as a newcomer starts it: on nothing, on what the last start left, wrongly, and to its end.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sampleCredential, sampleStockId } from '../../server/demo/sample.ts';
import { saveTenant } from '../../server/store/sql/tenants.ts';
import { askUntilRefused } from '../kit/callers.ts';
import { testContext } from '../kit/context.ts';
import { storeEnv } from '../kit/engine.ts';
import { runProgram, type ServerProcess } from '../kit/process.ts';
import { scratch } from '../kit/scratch.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { spClientAt } from '../kit/tencent.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(scratch, 'chelian-start-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const env = async () => ({
  ...(await storeEnv(dataDir)),
  ...{ PORT: '0', LOG_LEVEL: 'silent', DRAIN_GRACE_MS: '200' },
});
const startServer = async (more: NodeJS.ProcessEnv = {}) => startServerProcess({ ...(await env()), ...more });

const claim = (server: ServerProcess, requestId: string) =>
  spClientAt(server.url).call('coupon.receive', {
    app_channel_id: 1,
    user_code: 'u1',
    stock_id: sampleStockId,
    request_id: requestId,
  });

test('starts on nothing and again on what it left', async () => {
  const first = await startServer();
  const claimed = await claim(first, 'r1');
  await first.end('SIGTERM');
  const second = await startServer();
  const repeated = await claim(second, 'r1');
  await second.end('SIGTERM');
  expect(claimed).toMatchObject({ code: 0 });
  expect(repeated.data).toEqual(claimed.data);
}, 60_000);

test('tells the simulator about the stock it comes with', async () => {
  const server = await startServer();
  const banner = await simulatorUrl(server);
  let state: { stocks: unknown[] } = { stocks: [] };
  while (state.stocks.length === 0) state = (await (await fetch(`${banner}/state`)).json()) as typeof state;
  await server.end('SIGTERM');
  expect(state.stocks).toMatchObject([{ stock_id: sampleStockId, stock_status: 3 }]);
}, 60_000);

test('lists every problem of its settings', async () => {
  const { code, stderr } = await runToEnd({ NODE_ENV: 'production', PORT: 'abc', SWEEP_BATCH: '-1' });
  expect(code).toBe(1);
  expect(stderr).toContain('MASTER_KEY is required');
  expect(stderr).toContain('PORT must be');
  expect(stderr).toContain('SWEEP_BATCH must be');
}, 60_000);

test('refuses the documented key in production', async () => {
  const demo = await startServer();
  await demo.end('SIGTERM');
  const key = readFileSync(join(dataDir, 'master.key'), 'utf8').trim();
  const { code, stderr } = await runToEnd({ NODE_ENV: 'production', MASTER_KEY: key });
  expect(code).toBe(1);
  expect(stderr).toContain(`credential disable ${sampleCredential.apiKey}`);
}, 60_000);

test('keeps the demo out of a database that is in use', async () => {
  const context = await testContext({ dataDir });
  const mine = { tenantId: 'mine', name: 'mine', unknownChannels: 'reject' } as const;
  await context.database.transaction((tx) => saveTenant(tx, mine, 0));
  await context.database.transaction((tx) => tx.run("DELETE FROM tenant WHERE tenant_id = 'demo'"));
  await context.close();
  const { code, stderr } = await runToEnd({ SIMULATOR_PORT: '0' });
  expect(code).toBe(1);
  expect(stderr).toContain('belongs to mine');
}, 60_000);

test.each(['prod', 'Production'])(
  'takes no mode like %s',
  async (NODE_ENV) => {
    expect((await runToEnd({ NODE_ENV })).stderr).toContain('NODE_ENV must be');
  },
  60_000,
);

test('says which port is taken', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => blocker.once('listening', resolve));
  const address = blocker.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { code, stderr } = await runToEnd({ PORT: String(port), SIMULATOR_PORT: '0' });
  blocker.close();
  expect(code).toBe(1);
  expect(stderr).toContain(`127.0.0.1:${port}: set PORT to a free one`);
}, 60_000);

test('answers everybody when it is told to stop', async () => {
  // The usual grace: a client that the machine has no time for must not find its connection closed meanwhile.
  const server = await startServer({ DRAIN_GRACE_MS: '1000' });
  const agent = new Agent({ keepAlive: true });
  const outcomes: string[] = [];
  const clients = Array.from({ length: 50 }, () => askUntilRefused(agent, server.port, outcomes));
  await new Promise((resolve) => setTimeout(resolve, 150));
  await server.end('SIGTERM');
  await Promise.all(clients);
  agent.destroy();
  expect(new Set(outcomes)).toEqual(new Set(['200', 'ECONNREFUSED']));
  expect(outcomes.length).toBeGreaterThan(100);
}, 60_000);

const runToEnd = async (more: NodeJS.ProcessEnv) =>
  runProgram(['server/main.ts'], { ...(await env()), ...more });

/** The banner names it after the server's own address. */
async function simulatorUrl({ printed }: ServerProcess): Promise<string> {
  const found = /simulator\s+(http:\S+)/.exec(await printed(/simulator\s+\S+/));
  return found?.[1] ?? '';
}
