// Coupons by their ids.
import type { Coupon } from '../../domain/coupon.ts';
import type { Session } from '../database.ts';
import { type CouponRow, couponColumns, couponFromRow } from '../rows/coupon.ts';

export interface CouponKey {
  readonly bucket: number;
  readonly couponId: string;
}

const byKey = `SELECT ${couponColumns} FROM coupon WHERE bucket = ? AND coupon_id = ?`;

/** The coupons that exist, locked until the transaction ends, always in the order of their ids. */
export async function lockCoupons(tx: Session, keys: readonly CouponKey[]): Promise<Coupon[]> {
  const inOrder = [...keys].sort((a, b) => (a.couponId < b.couponId ? -1 : 1));
  const rows = await tx.allEach<CouponRow>(
    `${byKey} ${tx.dialect.forUpdate}`,
    inOrder.map(({ bucket, couponId }) => [bucket, couponId]),
  );
  return rows.flat().map(couponFromRow);
}

/** The coupons that exist, as they are now. */
export async function findCoupons(session: Session, keys: readonly CouponKey[]): Promise<Coupon[]> {
  const rows = await session.allEach<CouponRow>(
    byKey,
    keys.map(({ bucket, couponId }) => [bucket, couponId]),
  );
  return rows.flat().map(couponFromRow);
}

/** A coupon whose owner is not known: looked up in every bucket. */
export async function findCoupon(
  session: Session,
  couponId: string,
  buckets: number,
): Promise<Coupon | undefined> {
  const keys = Array.from({ length: buckets }, (_, bucket) => ({ bucket, couponId }));
  return (await findCoupons(session, keys))[0];
}

/** Available coupons whose validity was over before `now`, the earliest first. */
export async function findExpiring(
  session: Session,
  bucket: number,
  now: number,
  limit: number,
): Promise<Coupon[]> {
  const sql = `SELECT ${couponColumns} FROM coupon WHERE bucket = ? AND status = 1 AND end_at < ? ORDER BY end_at LIMIT ?`;
  const rows = await session.all<CouponRow>(sql, [bucket, now, limit]);
  return rows.map(couponFromRow);
}
