// What a scan code's handle stands for.
import { bucketOf } from '../../domain/bucket.ts';
import { first, type Session } from '../database.ts';
import type { CouponKey } from './find-coupons.ts';

export interface HandleOwner {
  readonly userCode: string;
  readonly couponId: string;
}

/** A handle whose coupon was given back stays here and stands for nothing: the coupon does not know it any more. */
export async function findHandle(
  session: Session,
  handle: string,
  buckets: number,
): Promise<HandleOwner | undefined> {
  const row = await first<{ user_code: string; coupon_id: string }>(
    session,
    'SELECT user_code, coupon_id FROM redeem_handle WHERE bucket = ? AND handle = ?',
    [bucketOf(handle, buckets), handle],
  );
  return row && { userCode: row.user_code, couponId: row.coupon_id };
}

/** @returns false where the handle is taken: then nothing was written */
export async function giveHandle(
  tx: Session,
  coupon: CouponKey & HandleOwner,
  handle: string,
  buckets: number,
): Promise<boolean> {
  const inserted = await tx.run(
    `INSERT INTO redeem_handle (bucket, handle, user_code, coupon_id) VALUES (?, ?, ?, ?) ON CONFLICT (bucket, handle) DO NOTHING`,
    [bucketOf(handle, buckets), handle, coupon.userCode, coupon.couponId],
  );
  if (inserted === 0) return false;
  await tx.run('UPDATE coupon SET redeem_handle = ? WHERE bucket = ? AND coupon_id = ?', [
    handle,
    coupon.bucket,
    coupon.couponId,
  ]);
  return true;
}
