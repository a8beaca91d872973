// Writes changes of coupons' states, each with its line of history.
import type { CouponChange } from '../../domain/coupon.ts';
import type { Session } from '../database.ts';

const updateCoupon = `UPDATE coupon SET status = ?, version = ?, used_at = ?, ended_at = ?,
    held_by = ?, held_until_at = ?, redeemed_by = ?, redeem_handle = ?
  WHERE bucket = ? AND coupon_id = ? AND version = ?`;
const insertHistory = `INSERT INTO coupon_history (bucket, coupon_id, version, at, event, from_status, to_status, actor, reason)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** @throws Error when a coupon is no longer in the state that the change was decided on: the caller did not hold its lock. */
export async function saveCouponChanges(tx: Session, changes: readonly CouponChange[]): Promise<void> {
  const changed = await tx.runEach(
    updateCoupon,
    changes.map(({ before, after }) => [
      after.status,
      after.version,
      after.usedAt ?? null,
      after.endedAt ?? null,
      after.hold?.by ?? null,
      after.hold?.untilAt ?? null,
      after.redeemedBy ?? null,
      after.redeemHandle ?? null,
      before.bucket,
      before.couponId,
      before.version,
    ]),
  );
  if (changed.some((rows) => rows !== 1)) throw new Error('a coupon was changed by somebody else meanwhile');
  await tx.runEach(
    insertHistory,
    changes.map(({ before, after, event, at, actor, reason }) => [
      after.bucket,
      after.couponId,
      after.version,
      at,
      event,
      before.status,
      after.status,
      actor,
      reason ?? null,
    ]),
  );
}
