// Nothing that was acknowledged is ever lost, however often the server is killed; and the harness would notice if it were.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, createContext } from '../../server/context.ts';
import { sampleCredential } from '../../server/demo/sample.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { storeEnv } from '../kit/engine.ts';
import { startProcess } from '../kit/process.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { runCrashLoop } from './run.ts';

const cycles = Number(process.env['CRASH_CYCLES'] ?? 50);

let dataDir: string;
let context: Context;
let simulator: Simulator;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'chelian-crash-'));
  simulator = await startSimulator({
    port: 0,
    credentials: () => ({ ...sampleCredential, scheme: 'md5-suffix' }),
  });
  env = {
    ...(await storeEnv(dataDir)),
    PORT: '0',
    SIMULATOR_PORT: '0',
    LOG_LEVEL: 'silent',
    SWEEP_INTERVAL_MS: '50',
    DELIVERY_POLL_MS: '20',
    // A lease outlives a call three times over: that is how long the lanes of a killed process stay out of reach.
    DELIVERY_TIMEOUT_MS: '1000',
    DELIVERY_SETTLE_MS: '1000',
    ALLOW_PRIVATE_CALLBACKS: '1',
  };
  context = await createContext(readSettings(env), { log: createLog('silent') });
  await seedDemo(context, undefined);
  const channel = { tenantId: 'demo', appChannelId: 1, callbackBase: simulator.url };
  await setChannel(context.useCases, channel, () => undefined);
});

afterEach(async () => {
  await context.close();
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test(`loses nothing acknowledged in ${cycles} kills under load`, async () => {
  const oracle = await runCrashLoop({ context, cycles, program: 'server/main.ts', env });
  await deliverTheRest();
  expect(await oracle.verify(context.database)).toEqual([]);
  expect(oracle.claimed.size).toBeGreaterThan(cycles);
  expect(await difference()).toEqual([]);
}, 600_000);

test('notices an answer sent before COMMIT', async () => {
  // Nothing but claims writes, so that a claim is nearly always what is under way when the kill comes.
  const quiet = { ...env, SWEEP_INTERVAL_MS: '60000', DELIVERY_POLL_MS: '5000' };
  const program = 'test/crash/early-answer.ts';
  const oracle = await runCrashLoop({ context, cycles: 5, program, env: quiet });
  const problems = await oracle.verify(context.database);
  expect(problems).toContainEqual(expect.stringMatching(/^claim .* is lost$/));
}, 60_000);

/** One more life, in which nobody kills the server. */
async function deliverTheRest(): Promise<void> {
  const server = await startProcess(['server/main.ts'], { env });
  // In one statement, so that nothing moves between the questions. A lane that has to settle has no event yet, but a time.
  const sql = `SELECT (SELECT COUNT(*) FROM coupon WHERE status = 1 AND stock_id <> 'lasting')
    + (SELECT COUNT(*) FROM outbox_event WHERE state <> 'done')
    + (SELECT COUNT(*) FROM delivery_lane WHERE ready_at IS NOT NULL) AS open`;
  const open = async () => (await context.database.read.all<{ open: number }>(sql))[0]?.open;
  while ((await open()) !== 0) await new Promise((later) => setTimeout(later, 100));
  await server.end('SIGTERM');
}

/** What 出行服务 has and we have not, or the other way round. */
async function difference(): Promise<string[]> {
  const ours = await context.database.read.all<{ coupon_id: string; status: number }>(
    `SELECT c.coupon_id, c.status FROM coupon c JOIN delivery_lane l ON l.coupon_id = c.coupon_id ORDER BY c.coupon_id`,
  );
  expect(ours.length).toBeGreaterThan(0);
  const theirs = new Map(simulator.state().coupons.map((coupon) => [coupon.coupon_id, coupon.coupon_status]));
  return ours.flatMap(({ coupon_id, status }) =>
    theirs.get(coupon_id) === status ? [] : [`${coupon_id}: ours ${status}, theirs ${theirs.get(coupon_id)}`],
  );
}
