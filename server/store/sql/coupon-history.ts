// What became of one coupon, oldest first.
import type { Session } from '../database.ts';

export interface CouponHistoryRow {
  version: number;
  at: number;
  event: string;
  from_status: number;
  to_status: number;
  actor: string;
  reason: string | null;
}

export async function couponHistory(
  session: Session,
  key: { bucket: number; couponId: string },
): Promise<CouponHistoryRow[]> {
  const sql = `SELECT version, at, event, from_status, to_status, actor, reason FROM coupon_history
    WHERE bucket = ? AND coupon_id = ? ORDER BY version`;
  return session.all<CouponHistoryRow>(sql, [key.bucket, key.couponId]);
}
