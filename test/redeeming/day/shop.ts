// A server and 出行服务's side of it, for a day that passes as fast as the work of it can be done.
import type { Customer } from '../../../server/domain/customer.ts';
import { addStore, limitStock } from '../../../server/usecase/store.ts';
import type { MerchantClient } from '../../../shared/merchant/client.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { createClock, type TestClock } from '../../kit/clock.ts';
import { newCustomer, newMerchant, tillOf } from '../../kit/merchant.ts';
import { startTestServer, type TestServer } from '../../kit/server.ts';
import { runningStock } from '../../kit/stocks.ts';
import { callBack, startTencent } from '../../kit/tencent.ts';
import type { FaultPlan } from '../../simulator/faults.ts';
import type { Simulator } from '../../simulator/simulator.ts';

export interface DayShop {
  readonly clock: TestClock;
  readonly server: TestServer;
  readonly simulator: Simulator;
  readonly till: MerchantClient;
  readonly stockIds: readonly string[];
  readonly customers: readonly Customer[];
}

const hourMs = 3_600_000;
/** From hour to hour, counted from the beginning of the day. */
const validities: readonly (readonly [number, number])[] = [
  [-1, 48],
  [-1, 6],
  [8, 16],
  [-1, 20],
];

/** @param seed decides which callbacks go wrong */
export async function openShop(seed: number): Promise<DayShop> {
  const clock = createClock();
  const simulator = await startTencent({ now: clock.now, plan: { seed, rules: troubles } });
  const server = await startTestServer({ now: clock.now, env: hasty });
  const { context } = server;
  await callBack(context, simulator.url);
  const stockIds: string[] = [];
  for (const [from, to] of validities)
    stockIds.push(
      await runningStock(context, {
        max_coupons: 10_000,
        max_coupons_per_user: 1_000,
        available_begin_time: formatTime(clock.now() + from * hourMs),
        available_end_time: formatTime(clock.now() + to * hourMs),
      }),
    );
  await addStore(context.useCases, { tenantId: 'demo', storeCode: 'S1', name: '一店' });
  await limitStock(context.useCases, 'demo', stockIds.at(-1) ?? '', ['S1']);
  const customers = [];
  for (let n = 0; n < 6; n += 1)
    customers.push(await newCustomer(context, `c${n}`, { rechargeFen: 20_000, giftFen: 5_000, points: 400 }));
  const till = tillOf(server.url, await newMerchant(context, { account: 'till' }), clock.now);
  return { clock, server, simulator, till, stockIds, customers };
}

/** One callback in five or so. What takes its time takes real time, so it is short. */
const troubles: FaultPlan['rules'] = [
  { fault: '500', probability: 0.04 },
  { fault: 'drop', probability: 0.03 },
  { fault: 'malformed', probability: 0.02 },
  { fault: 'late', probability: 0.1, delayMs: 20 },
];

const hasty = {
  DELIVERY_POLL_MS: '5',
  DELIVERY_JITTER: '0',
  SWEEP_INTERVAL_MS: '20',
  ALLOW_PRIVATE_CALLBACKS: '1',
};

/** Lets time pass, after everything that can be delivered now is; what was under way would be too old on its arrival. */
export async function pass(shop: DayShop, ms: number): Promise<void> {
  await quiet(shop);
  shop.clock.advance(ms);
  await shop.server.context.ids.renew();
}

/** No call is under way, none is due, and nothing waits to expire; or the circuit is open, which only time that passes can close. */
async function quiet({ clock, server }: DayShop): Promise<void> {
  const sql = `SELECT (SELECT COUNT(*) FROM delivery_lane WHERE lease_owner IS NOT NULL OR (ready_at <= ? AND blocked = 0)) AS calls,
    (SELECT COUNT(*) FROM coupon WHERE status = 1 AND end_at < ?) AS coupons, (SELECT COUNT(*) FROM circuit) AS circuits`;
  const at = clock.now();
  const giveUpAt = performance.now() + 30_000;
  for (;;) {
    const [due] = await server.context.database.read.all<Due>(sql, [at, at]);
    if (due === undefined || due.circuits > 0 || due.calls + due.coupons === 0) return;
    if (performance.now() > giveUpAt) throw new Error(`waited in vain for ${JSON.stringify(due)}`);
    await new Promise((later) => setTimeout(later, 5));
  }
}

interface Due {
  readonly calls: number;
  readonly coupons: number;
  readonly circuits: number;
}

/** Lets time pass until 出行服务 knows everything: a lane that has to settle has no event yet, but a time. */
export async function drain(shop: DayShop): Promise<void> {
  const sql = `SELECT (SELECT COUNT(*) FROM outbox_event WHERE state <> 'done')
    + (SELECT COUNT(*) FROM delivery_lane WHERE ready_at IS NOT NULL) AS open`;
  const { read } = shop.server.context.database;
  for (let minutes = 0; minutes < 600; minutes += 1) {
    await pass(shop, 60_000);
    await quiet(shop);
    if ((await read.all<{ open: number }>(sql))[0]?.open === 0) return;
  }
  throw new Error('after ten hours there is still something that 出行服务 has not been told');
}
