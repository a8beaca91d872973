// Writes what a group of claims was decided to do: the coupons, and how many each user and each stock have given out.
import type { ClaimDecision } from '../../domain/claims.ts';
import type { Session } from '../database.ts';
import { couponValues, issuedColumns } from '../rows/coupon.ts';
import { insertRequests } from './claim-requests.ts';
import { placeholders } from './placeholders.ts';

const insertCoupon = `INSERT INTO coupon (${issuedColumns}) VALUES (${placeholders(issuedColumns)})`;
const upsertUserCounter = `INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, issued, quota) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (bucket, tenant_id, stock_id, user_code) DO UPDATE SET issued = excluded.issued, quota = excluded.quota`;
const updateCounter =
  'UPDATE stock_counter SET issued = ? WHERE bucket = ? AND tenant_id = ? AND stock_id = ?';

/** @throws ConstraintViolation when the database refuses a row; the caller then decides the requests one by one. */
export async function saveClaims(tx: Session, decision: ClaimDecision, buckets: number): Promise<void> {
  if (decision.coupons.length === 0) return;
  await Promise.all([
    tx.runEach(insertCoupon, decision.coupons.map(couponValues)),
    tx.runEach(
      upsertUserCounter,
      decision.userCounters.map((c) => [c.bucket, c.tenantId, c.stockId, c.userCode, c.issued, c.quota]),
    ),
    tx.runEach(
      updateCounter,
      decision.counters.map((c) => [c.issued, c.bucket, c.tenantId, c.stockId]),
    ),
    ...(buckets > 1 ? [insertRequests(tx, decision.coupons, buckets)] : []),
  ]);
}
