// No consume and no reversal that was acknowledged is ever lost or done by halves, however often the server is killed while tills redeem;
// and the harness would notice if it were.
import { type Context, createContext } from '../../server/context.ts';
import { sampleCredential } from '../../server/demo/sample.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import type { Customer } from '../../server/domain/customer.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { atEnd } from '../kit/at-end.ts';
import { storeEnv } from '../kit/engine.ts';
import { newCustomer, newMerchant } from '../kit/merchant.ts';
import { startProcess } from '../kit/process.ts';
import { runningStock } from '../kit/stocks.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { askAgain, callTillUntil, newLoad, type TillLoad } from './redeeming-load.ts';
import { RedeemingOracle } from './redeeming-oracle.ts';
import { killUnderLoad } from './run.ts';

const cycles = Number(process.env['CRASH_CYCLES'] ?? 50);
const customers = 12;
/** A consume takes several calls until there is something to consume, and those of a server that has just begun are slow. */
const killedWithinMs = 900;

let context: Context;
let simulator: Simulator;
let env: NodeJS.ProcessEnv;
let load: TillLoad;

beforeEach(async () => {
  const credentials = () => ({ ...sampleCredential, scheme: 'md5-suffix' as const });
  simulator = await startSimulator({ port: 0, credentials });
  atEnd(() => simulator.close());
  env = {
    ...(await storeEnv(tempDir())),
    PORT: '0',
    SIMULATOR_PORT: '0',
    LOG_LEVEL: 'silent',
    DELIVERY_POLL_MS: '20',
    // A lease outlives a call three times over: that is how long the lanes of a killed process stay out of reach.
    DELIVERY_TIMEOUT_MS: '1000',
    DELIVERY_SETTLE_MS: '1000',
    ALLOW_PRIVATE_CALLBACKS: '1',
  };
  context = await createContext(readSettings(env), { log: createLog('silent') });
  atEnd(() => context.close());
  await seedDemo(context, undefined);
  const channel = { tenantId: 'demo', appChannelId: 1, callbackBase: simulator.url };
  await setChannel(context.useCases, channel, () => undefined);
  await runningStock(context, { stock_id: 'lasting', max_coupons: 1_000_000, max_coupons_per_user: 100_000 });
  const oracle = new RedeemingOracle();
  load = newLoad({
    oracle,
    claimShare: 0.4,
    customers: await richCustomers(),
    key: await newMerchant(context),
  });
});

async function richCustomers(): Promise<Customer[]> {
  const rich = { rechargeFen: 100_000, giftFen: 100_000, points: 10_000 };
  const made: Customer[] = [];
  for (let n = 0; n < customers; n += 1) made.push(await newCustomer(context, `rich${n}`, rich));
  return made;
}

async function killOften(program: string, times: number, more: NodeJS.ProcessEnv = {}): Promise<void> {
  for (let cycle = 0; cycle < times; cycle += 1) {
    const server = await startProcess([program], { env: { ...env, ...more } });
    await killUnderLoad(server, (url) => callTillUntil(load, url), killedWithinMs);
  }
}

test(`keeps every consume and reversal in ${cycles} kills under load`, async () => {
  await killOften('server/main.ts', cycles);
  await oneMoreLife();
  const { oracle } = load;

  expect(await oracle.verify(context.database)).toEqual([]);
  expect(oracle.consumes.size).toBeGreaterThan(cycles);
  expect(oracle.reversals.size).toBeGreaterThan(cycles / 2);
  expect(await difference()).toEqual([]);
}, 600_000);

test('notices a consume acknowledged before COMMIT', async () => {
  // Nothing but tills writes, so that one of their calls is nearly always what is under way when the kill comes.
  load = { ...load, claimShare: 0 };
  await killOften('test/crash/early-answer.ts', 8, { SWEEP_INTERVAL_MS: '60000', DELIVERY_POLL_MS: '5000' });
  const problems = await load.oracle.verify(context.database);
  expect(problems).toContainEqual(expect.stringMatching(/^consume .* should be .*, and is /));
}, 120_000);

/** In which nobody kills the server: tills ask for what they never heard of, and everything is delivered. */
async function oneMoreLife(): Promise<void> {
  const server = await startProcess(['server/main.ts'], { env });
  await askAgain(load, server.url);
  // In one statement, so that nothing moves between the questions. A lane that has to settle has no event yet, but a time.
  const sql = `SELECT (SELECT COUNT(*) FROM outbox_event WHERE state <> 'done')
    + (SELECT COUNT(*) FROM delivery_lane WHERE ready_at IS NOT NULL) AS open`;
  const open = async () => (await context.database.read.all<{ open: number }>(sql))[0]?.open;
  while ((await open()) !== 0) await new Promise((later) => setTimeout(later, 100));
  await server.end('SIGTERM');
}

/** Coupons that 出行服务 was told of and has otherwise than we. */
async function difference(): Promise<string[]> {
  const rows = await context.database.read.all<{ coupon_id: string; status: number }>(
    'SELECT coupon_id, status FROM coupon',
  );
  const ours = new Map(rows.map(({ coupon_id, status }) => [coupon_id, status]));
  const { coupons } = simulator.state();
  expect(coupons.length).toBeGreaterThan(cycles / 2);
  return coupons.flatMap(({ coupon_id, coupon_status }) =>
    ours.get(coupon_id) === coupon_status
      ? []
      : [`${coupon_id}: ours ${ours.get(coupon_id)}, theirs ${coupon_status}`],
  );
}
