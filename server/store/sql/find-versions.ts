// How often coupons have changed.
import type { Session } from '../database.ts';
import type { CouponKey } from './find-coupons.ts';

/** In the order of the keys; undefined for a coupon that is not there. */
export async function findVersions(
  session: Session,
  keys: readonly CouponKey[],
): Promise<(number | undefined)[]> {
  const rows = await session.allEach<{ version: number }>(
    'SELECT version FROM coupon WHERE bucket = ? AND coupon_id = ?',
    keys.map(({ bucket, couponId }) => [bucket, couponId]),
  );
  return rows.map(([row]) => row?.version);
}
