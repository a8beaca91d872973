// 出行服务 is away for a while, under load: when it is back it learns of everything, and its tables equal ours.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCredential, sampleStockId } from '../../server/demo/sample.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { type Running, start } from '../../server/start.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { moveStock } from '../../server/usecase/stock.ts';
import { redeemCoupon, reverseCoupon } from '../kit/redeem.ts';
import { scratch } from '../kit/scratch.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';

let dataDir: string;
let running: Running;
let simulator: Simulator;

beforeEach(async () => {
  dataDir = mkdtempSync(join(scratch, 'chelian-outage-'));
  simulator = await openSimulator(0);
  running = await start(
    readSettings({
      DATA_DIR: dataDir,
      PORT: '0',
      SIMULATOR_PORT: '0',
      LOG_LEVEL: 'silent',
      DRAIN_GRACE_MS: '0',
      DELIVERY_SETTLE_MS: '500',
      DELIVERY_POLL_MS: '20',
    }),
  );
  const channel = { tenantId: 'demo', appChannelId: 1, callbackBase: simulator.url };
  await setChannel(running.context.useCases, channel, () => undefined);
});

afterEach(async () => {
  await running.stop();
  await simulator.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('converges after the peer was away under load', async () => {
  await work('before', 40);
  await simulator.close();
  await work('meanwhile', 120);
  await moveStock(running.context.useCases, 'demo', sampleStockId, 'pause');
  simulator = await openSimulator(simulator.port);
  await moveStock(running.context.useCases, 'demo', sampleStockId, 'resume');
  await work('after', 40);
  await delivered();
  expect(theirs()).toEqual(await ours());
  expect(simulator.state().stocks).toMatchObject([{ stock_id: sampleStockId, stock_status: 3 }]);
}, 60_000);

function openSimulator(port: number): Promise<Simulator> {
  const credentials = () => ({ ...sampleCredential, scheme: 'md5-suffix' as const });
  return startSimulator({ port, credentials, stateFile: join(dataDir, 'peer.jsonl') });
}

/** Coupons are issued; two of three are used, one of three comes back. */
async function work(phase: string, coupons: number): Promise<void> {
  const { claims, useCases } = running.context;
  for (let index = 0; index < coupons; index += 1) {
    const outcome = await claims.claim({
      bucket: 0,
      tenantId: 'demo',
      appChannelId: 1,
      stockId: sampleStockId,
      userCode: `${phase}-${index}`,
      requestId: undefined,
      source: 'issue',
      extra: undefined,
      phone: undefined,
    });
    if (outcome.kind === 'refused') throw new Error(outcome.reason);
    const { couponId } = outcome.coupon;
    if (index % 3 > 0) await redeemCoupon(useCases, couponId, 'till');
    if (index % 3 > 1) await reverseCoupon(useCases, couponId, 'till');
  }
}

async function delivered(): Promise<void> {
  const sql = 'SELECT COUNT(*) AS open FROM delivery_lane WHERE pending > 0 OR ambiguous = 1';
  const open = async () => (await running.context.database.read.all<{ open: number }>(sql))[0]?.open;
  while ((await open()) !== 0) await new Promise((later) => setTimeout(later, 50));
}

const theirs = () =>
  simulator.state().coupons.map(({ coupon_id, coupon_status }) => [coupon_id, coupon_status]);

async function ours() {
  const sql = 'SELECT coupon_id, status FROM coupon ORDER BY coupon_id';
  const rows = await running.context.database.read.all<{ coupon_id: string; status: number }>(sql);
  return rows.map(({ coupon_id, status }) => [coupon_id, status]);
}
