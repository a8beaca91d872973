// Fills a database for the benchmark the way it fills in life: through the claim desk, group by group.
import { randomBytes } from 'node:crypto';
import { type Context, createContext } from '../../server/context.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { aClaim } from '../kit/builders.ts';
import { runningStock } from '../kit/stocks.ts';
import { benchStockId } from './claims.ts';

const atOnce = 500;

/** Makes one hot stock and issues `coupons` of it, each to another user. */
export async function prepareDatabase(dataDir: string, coupons: number): Promise<void> {
  const settings = readSettings({ DATA_DIR: dataDir, SIMULATOR_PORT: '0', LOG_LEVEL: 'silent' });
  const context = await createContext(settings, { log: createLog('silent') });
  await seedDemo(context, undefined);
  await runningStock(context, { stock_id: benchStockId, max_coupons: 100_000_000, max_coupons_per_user: 1 });
  for (let issued = 0; issued < coupons; issued += atOnce) {
    await Promise.all(Array.from({ length: Math.min(atOnce, coupons - issued) }, () => claimOne(context)));
    // Nobody else does while no workers run; a million coupons take longer than a lease.
    if (issued % (100 * atOnce) === 0) await context.ids.renew();
  }
  await context.close();
}

function claimOne({ claims }: Context) {
  const userCode = randomBytes(14).toString('hex');
  const requestId = randomBytes(16).toString('hex');
  return claims.claim(aClaim({ stockId: benchStockId, userCode, requestId }));
}
