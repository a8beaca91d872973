// Sums that must agree, counted afresh. Each is one statement, so that a server at work cannot make it disagree.
import { first, type Session } from '../database.ts';

export interface CountedStock {
  readonly tenantId: string;
  readonly stockId: string;
  /** What the stock's counters say was issued. */
  readonly counted: number;
  readonly coupons: number;
  /** What the users' counters add up to. */
  readonly byUsers: number;
}

/** Stocks whose counters are not the number of their coupons. */
export async function findMiscounted(session: Session, limit: number): Promise<CountedStock[]> {
  const sql = `SELECT * FROM (
      SELECT stock.tenant_id, stock.stock_id, COALESCE(counter.issued, 0) AS counted,
        COALESCE(given.coupons, 0) AS coupons, COALESCE(users.issued, 0) AS by_users
      FROM stock
      LEFT JOIN (SELECT tenant_id, stock_id, SUM(issued) AS issued FROM stock_counter GROUP BY tenant_id, stock_id) counter
        ON counter.tenant_id = stock.tenant_id AND counter.stock_id = stock.stock_id
      LEFT JOIN (SELECT tenant_id, stock_id, COUNT(*) AS coupons FROM coupon GROUP BY tenant_id, stock_id) given
        ON given.tenant_id = stock.tenant_id AND given.stock_id = stock.stock_id
      LEFT JOIN (SELECT tenant_id, stock_id, SUM(issued) AS issued FROM stock_user GROUP BY tenant_id, stock_id) users
        ON users.tenant_id = stock.tenant_id AND users.stock_id = stock.stock_id
    ) AS sums WHERE counted <> coupons OR by_users <> coupons ORDER BY tenant_id, stock_id LIMIT ?`;
  const rows = await session.all<{
    tenant_id: string;
    stock_id: string;
    counted: number;
    coupons: number;
    by_users: number;
  }>(sql, [limit]);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    stockId: row.stock_id,
    counted: Number(row.counted),
    coupons: Number(row.coupons),
    byUsers: Number(row.by_users),
  }));
}

/** How many users hold another number of a stock's coupons than their counter says, or more than they were allowed. */
export async function countMiscountedUsers(session: Session): Promise<number> {
  const sql = `SELECT COUNT(*) AS users FROM (
      SELECT bucket, tenant_id, stock_id, user_code, COUNT(*) AS coupons FROM coupon GROUP BY bucket, tenant_id, stock_id, user_code
    ) AS held
    LEFT JOIN stock_user counter ON counter.bucket = held.bucket AND counter.tenant_id = held.tenant_id
      AND counter.stock_id = held.stock_id AND counter.user_code = held.user_code
    WHERE counter.issued IS NULL OR counter.issued <> held.coupons OR held.coupons > counter.quota`;
  return Number((await first<{ users: number }>(session, sql))?.users ?? 0);
}

/** The latest time that anything was written at; undefined in an empty store. */
export async function newestTime(session: Session): Promise<number | undefined> {
  const sql = `SELECT MAX(at) AS at FROM (
      SELECT MAX(receive_at) AS at FROM coupon
      UNION ALL SELECT MAX(at) FROM coupon_history
      UNION ALL SELECT MAX(created_at) FROM outbox_event
      UNION ALL SELECT MAX(at) FROM delivery_attempt
      UNION ALL SELECT MAX(at) FROM ledger_entry
      UNION ALL SELECT MAX(at) FROM consume
      UNION ALL SELECT MAX(applied_at) FROM migration
    ) AS times`;
  return (await first<{ at: number | null }>(session, sql))?.at ?? undefined;
}
