// How many coupons of some stocks a user has had.
import type { Session } from '../database.ts';

export interface StocksOfUser {
  readonly bucket: number;
  readonly tenantId: string;
  readonly userCode: string;
  readonly stockIds: readonly string[];
}

/** By stock; one that the user has had nothing of is missing. */
export async function countUserIssued(session: Session, of: StocksOfUser): Promise<Map<string, number>> {
  const rows = await session.all<{ stock_id: string; issued: number }>(
    `SELECT stock_id, issued FROM stock_user
     WHERE bucket = ? AND tenant_id = ? AND ${session.dialect.oneOf('stock_id')} AND user_code = ?`,
    [of.bucket, of.tenantId, session.dialect.list(of.stockIds), of.userCode],
  );
  return new Map(rows.map((row) => [row.stock_id, row.issued]));
}

/** The user's latest coupon of each. */
export async function latestCoupons(session: Session, of: StocksOfUser): Promise<Map<string, string>> {
  const rows = await session.all<{ stock_id: string; coupon_id: string }>(
    `SELECT stock_id, MAX(coupon_id) AS coupon_id FROM coupon
     WHERE bucket = ? AND user_code = ? AND tenant_id = ? AND ${session.dialect.oneOf('stock_id')} GROUP BY stock_id`,
    [of.bucket, of.userCode, of.tenantId, session.dialect.list(of.stockIds)],
  );
  return new Map(rows.map((row) => [row.stock_id, row.coupon_id]));
}
