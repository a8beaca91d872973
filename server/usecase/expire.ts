// The expiry sweeper: coupons whose validity is over become expired, in batches, and 出行服务 learns of each (sp §7).
import { stockKey } from '../domain/claims.ts';
import { type Coupon, changeCoupon, isExpiring } from '../domain/coupon.ts';
import type { Stock } from '../domain/stock.ts';
import type { Session } from '../store/database.ts';
import { findExpiring, lockCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from './deps.ts';
import { saveAndTell } from './save-changes.ts';

/** Expires one batch of each bucket. @returns how many coupons it expired; fewer than `limit`: nothing is left to do. */
export async function expireBatch(deps: UseCaseDeps, limit: number): Promise<number> {
  let expired = 0;
  for (let bucket = 0; bucket < deps.buckets; bucket += 1)
    expired += await expireInBucket(deps, bucket, limit);
  if (expired > 0) deps.eventsCommitted();
  return expired;
}

async function expireInBucket(deps: UseCaseDeps, bucket: number, limit: number): Promise<number> {
  // Looked for outside of the transaction, so that finding nothing costs no write lock; decided again inside.
  const found = await findExpiring(deps.database.read, bucket, deps.now(), limit);
  if (found.length === 0) return 0;
  return deps.database.transaction(async (tx) => {
    const at = deps.now();
    const coupons = (await lockCoupons(tx, found)).filter((coupon) => isExpiring(coupon, at));
    const changes = coupons.flatMap((coupon) => {
      const by = { at, actor: 'sweeper', reason: 'validity is over', endedAt: coupon.endAt };
      return changeCoupon(coupon, 'expire', by) ?? [];
    });
    await saveAndTell(deps, tx, changes, await stocksOf(tx, coupons));
    return changes.length;
  });
}

/** Tenants may have stocks of the same id. */
async function stocksOf(tx: Session, coupons: readonly Coupon[]): Promise<Map<string, Stock>> {
  const stocks = new Map<string, Stock>();
  for (const coupon of coupons) {
    const key = stockKey(coupon);
    const stock = stocks.has(key) ? undefined : await findStock(tx, coupon.tenantId, coupon.stockId);
    if (stock !== undefined) stocks.set(key, stock);
  }
  return stocks;
}
