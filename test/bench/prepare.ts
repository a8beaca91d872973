// Fills a database for the benchmark the way it fills in life: through the claim desk, group by group.
import { randomBytes } from 'node:crypto';
import { createContext } from '../../server/context.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { createStock, moveStock } from '../../server/usecase/stock.ts';
import { stockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { benchStockId } from './claims.ts';

const dayMs = 86_400_000;
const atOnce = 500;

/** Makes one hot stock and issues `coupons` of it, each to another user. */
export async function prepareDatabase(dataDir: string, coupons: number): Promise<void> {
  const settings = readSettings({ DATA_DIR: dataDir, SIMULATOR_PORT: '0', LOG_LEVEL: 'silent' });
  const context = await createContext(settings, { log: createLog('silent') });
  await seedDemo(context, undefined);
  const now = Date.now();
  const input = stockInput.parse({
    app_channel_id: 1,
    stock_id: benchStockId,
    stock_name: 'bench',
    instructions: 'bench',
    coupon_name: 'bench',
    coupon_desc: 'bench',
    coupon_type: 1,
    fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
    max_coupons: 100_000_000,
    max_coupons_per_user: 1,
    available_begin_time: formatTime(now - dayMs),
    available_end_time: formatTime(now + dayMs),
  });
  await createStock(context.useCases, 'demo', input);
  await moveStock(context.useCases, 'demo', benchStockId, 'activate');
  for (let issued = 0; issued < coupons; issued += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, coupons - issued) }, () => claimOne(context)));
  }
  await context.close();
}

function claimOne({ claims }: Awaited<ReturnType<typeof createContext>>) {
  return claims.claim({
    bucket: 0,
    tenantId: 'demo',
    appChannelId: 1,
    stockId: benchStockId,
    userCode: randomBytes(14).toString('hex'),
    requestId: randomBytes(16).toString('hex'),
    source: 'claim',
    extra: undefined,
    phone: undefined,
  });
}
