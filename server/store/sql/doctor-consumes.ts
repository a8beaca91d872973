// Consumes against the coupons that they redeemed, each way. Each is one statement, so that a server at work cannot make it disagree.
// Both texts hold for every engine, so the coupons that a consume names are counted and found in its JSON as in any text: a quote that
// is part of a value is escaped there.
import type { Session } from '../database.ts';

const member = '"couponId":"';

/**
 * The engine must look each up in it, rather than read all consumes for each coupon: so it is made once, as a table of its own, whose
 * `ref` is a text like those it is compared with; SQLite makes no index for an expression of no type.
 */
const consumesDone = `WITH done AS MATERIALIZED (
    SELECT tenant_id, CAST(account || '/' || biz_id AS TEXT) AS ref, coupons FROM consume WHERE state = 'done'
  )`;

export interface UnpaidCoupon {
  readonly couponId: string;
  readonly redeemedBy: string;
}

/** Used coupons that name a consume which is not done, or is not about them. Those used before consumes were kept name none. */
export async function findUnpaidCoupons(session: Session, limit: number): Promise<UnpaidCoupon[]> {
  const sql = `${consumesDone}
    SELECT c.coupon_id, c.redeemed_by FROM coupon c
    LEFT JOIN done ON done.tenant_id = c.tenant_id AND done.ref = c.redeemed_by
    WHERE c.status = 2 AND c.redeemed_by IS NOT NULL
      AND (done.ref IS NULL OR done.coupons NOT LIKE '%${member}' || c.coupon_id || '"%')
    ORDER BY c.coupon_id LIMIT ?`;
  const rows = await session.all<{ coupon_id: string; redeemed_by: string }>(sql, [limit]);
  return rows.map((row) => ({ couponId: row.coupon_id, redeemedBy: row.redeemed_by }));
}

export interface UnevenConsume {
  /** As coupons name it. */
  readonly ref: string;
  /** How many coupons it redeemed. */
  readonly named: number;
  /** How many are used by it now. */
  readonly used: number;
}

/** Consumes that are done, though not all their coupons are used by them. */
export async function findUnevenConsumes(session: Session, limit: number): Promise<UnevenConsume[]> {
  const sql = `${consumesDone}
    SELECT ref, named, used FROM (
      SELECT done.ref, (LENGTH(done.coupons) - LENGTH(REPLACE(done.coupons, '${member}', ''))) / ${member.length} AS named,
        COALESCE(theirs.coupons, 0) AS used
      FROM done LEFT JOIN (
        SELECT tenant_id, redeemed_by, COUNT(*) AS coupons FROM coupon WHERE status = 2 AND redeemed_by IS NOT NULL
        GROUP BY tenant_id, redeemed_by
      ) AS theirs ON theirs.tenant_id = done.tenant_id AND theirs.redeemed_by = done.ref
    ) AS counts WHERE named <> used ORDER BY ref LIMIT ?`;
  const rows = await session.all<{ ref: string; named: number; used: number }>(sql, [limit]);
  return rows.map((row) => ({ ref: row.ref, named: Number(row.named), used: Number(row.used) }));
}
