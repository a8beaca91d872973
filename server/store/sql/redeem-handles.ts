// What a scan code's handle stands for.
import { bucketOf } from '../../domain/bucket.ts';
import { allChanged, first, type Session } from '../database.ts';
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

/**
 * All that a user's coupons, of whichever tenant and channel, have ever had. It reads the whole table, where a handle's bucket is its own:
 * not for a transaction that others wait for.
 */
export async function findHandlesOfUser(
  session: Session,
  userCode: string,
  buckets: number,
): Promise<{ readonly handle: string; readonly couponId: string }[]> {
  const rows = await session.allEach<{ handle: string; coupon_id: string }>(
    'SELECT handle, coupon_id FROM redeem_handle WHERE bucket = ? AND user_code = ?',
    Array.from({ length: buckets }, (_, bucket) => [bucket, userCode]),
  );
  return rows.flat().map((row) => ({ handle: row.handle, couponId: row.coupon_id }));
}

/** @param handles each once @returns how many there were */
export async function deleteHandles(
  tx: Session,
  handles: readonly string[],
  buckets: number,
): Promise<number> {
  const deleted = await tx.runEach(
    'DELETE FROM redeem_handle WHERE bucket = ? AND handle = ?',
    handles.map((handle) => [bucketOf(handle, buckets), handle]),
  );
  return allChanged(deleted);
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
