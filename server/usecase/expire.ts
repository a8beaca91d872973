// The expiry sweeper: coupons whose validity is over become expired, in batches, and 出行服务 learns of each (sp §7).
import { changeCoupon, isExpiring } from '../domain/coupon.ts';
import { findExpiring, lockCoupons } from '../store/sql/find-coupons.ts';
import type { UseCaseDeps } from './deps.ts';
import { saveAndTell } from './save-changes.ts';
import { stocksOf } from './stocks-of.ts';

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
