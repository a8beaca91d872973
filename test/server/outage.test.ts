// 出行服务 is away for a while, under load: when it is back it learns of everything, and its tables equal ours.
import { join } from 'node:path';
import { sampleStockId } from '../../server/demo/sample.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { type Running, start } from '../../server/start.ts';
import { moveStock } from '../../server/usecase/stock.ts';
import { atEnd } from '../kit/at-end.ts';
import { redeemCoupon, reverseCoupon } from '../kit/redeem.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { callBack, startTencent } from '../kit/tencent.ts';
import type { Simulator } from '../simulator/simulator.ts';

let stateFile: string;
let running: Running;
let simulator: Simulator;

beforeEach(async () => {
  const dataDir = tempDir();
  stateFile = join(dataDir, 'peer.jsonl');
  simulator = await startTencent({ stateFile });
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
  atEnd(() => running.stop());
  await callBack(running.context, simulator.url);
});

test('converges after the peer was away under load', async () => {
  await work('before', 40);
  await simulator.close();
  await work('meanwhile', 120);
  await moveStock(running.context.useCases, 'demo', sampleStockId, 'pause');
  simulator = await startTencent({ port: simulator.port, stateFile });
  await moveStock(running.context.useCases, 'demo', sampleStockId, 'resume');
  await work('after', 40);
  await delivered();
  expect(theirs()).toEqual(await ours());
  expect(simulator.state().stocks).toMatchObject([{ stock_id: sampleStockId, stock_status: 3 }]);
}, 60_000);

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
