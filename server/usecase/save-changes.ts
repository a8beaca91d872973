// Saves changes of coupons' states together with what 出行服务 must be told about them.
import { stockKey } from '../domain/claims.ts';
import type { CouponChange } from '../domain/coupon.ts';
import { couponStatusChanged } from '../domain/events.ts';
import type { Stock } from '../domain/stock.ts';
import type { Session } from '../store/database.ts';
import { saveCouponChanges } from '../store/sql/save-coupon-changes.ts';
import type { UseCaseDeps } from './deps.ts';
import { recordEvents } from './record-events.ts';

/** @param stocks by `stockKey`: those of all the changed coupons */
export async function saveAndTell(
  deps: UseCaseDeps,
  tx: Session,
  changes: readonly CouponChange[],
  stocks: ReadonlyMap<string, Stock>,
): Promise<void> {
  await saveCouponChanges(tx, changes);
  const messages = changes.flatMap(({ before, after }) => {
    // A hold changes nothing that 出行服务 knows.
    if (before.status === after.status) return [];
    const stock = stocks.get(stockKey(after));
    return stock === undefined ? [] : [couponStatusChanged(after, stock)];
  });
  await recordEvents(deps, tx, messages);
}
