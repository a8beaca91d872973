// Reads what a group of claims is decided on. The stocks' counters are locked first and everything else is read after that,
// so that nobody else can change it before the group is saved.
import type { ClaimRequest, ClaimView, UserCounter } from '../../domain/claims.ts';
import { counterKey, requestKey, stockKey, userKey } from '../../domain/claims.ts';
import type { Session, SqlValue } from '../database.ts';
import { type CouponRow, couponColumns, couponFromRow } from '../rows/coupon.ts';
import { type StockRow, stockColumns, stockFromRow } from '../rows/stock.ts';
import { requestPlace } from './claim-requests.ts';
import { findCoupons } from './find-coupons.ts';
import { lockCounters } from './stock-counters.ts';

export async function loadClaimView(
  tx: Session,
  requests: readonly ClaimRequest[],
  buckets: number,
): Promise<ClaimView> {
  const withRequestId = distinct(
    requests.filter((request) => request.requestId !== undefined),
    requestKey,
  );
  // Sent together, and still run in this order: each of them sees what was committed when the locks were there.
  const [counters, stocks, known, userCounters] = await Promise.all([
    lockCounters(tx, distinct(requests, counterKey)),
    loadStocks(tx, distinct(requests, stockKey)),
    buckets === 1 ? loadKnown(tx, withRequestId) : findKnown(tx, withRequestId, buckets),
    loadUserCounters(tx, distinct(requests, userKey)),
  ]);
  return {
    stocks: new Map(stocks.map((stock) => [stockKey(stock), stock])),
    counters: new Map(counters.map((counter) => [counterKey(counter), counter])),
    userCounters: new Map(userCounters.map((counter) => [userKey(counter), counter])),
    known: new Map(known.map((coupon) => [requestKey(coupon), coupon])),
  };
}

async function loadStocks(tx: Session, requests: readonly ClaimRequest[]) {
  const sql = `SELECT ${stockColumns} FROM stock WHERE tenant_id = ? AND stock_id = ?`;
  const rows = await tx.allEach<StockRow>(
    sql,
    requests.map(({ tenantId, stockId }) => [tenantId, stockId]),
  );
  return rows.flat().map(stockFromRow);
}

async function loadKnown(tx: Session, requests: readonly ClaimRequest[]) {
  const sql = `SELECT ${couponColumns} FROM coupon WHERE bucket = ? AND tenant_id = ? AND request_id = ?`;
  const rows = await tx.allEach<CouponRow>(
    sql,
    requests.map(({ bucket, tenantId, requestId }) => [bucket, tenantId, requestId ?? null]),
  );
  return rows.flat().map(couponFromRow);
}

/** With several buckets the coupon may be another user's, in another bucket: the request tells where. */
async function findKnown(tx: Session, requests: readonly ClaimRequest[], buckets: number) {
  const found = await tx.allEach<{ coupon_bucket: number; coupon_id: string }>(
    'SELECT coupon_bucket, coupon_id FROM claim_request WHERE bucket = ? AND tenant_id = ? AND request_id = ?',
    requests.map((request) => requestPlace(request, buckets)),
  );
  return findCoupons(
    tx,
    found.flat().map((row) => ({ bucket: row.coupon_bucket, couponId: row.coupon_id })),
  );
}

async function loadUserCounters(tx: Session, requests: readonly ClaimRequest[]): Promise<UserCounter[]> {
  const sql =
    'SELECT issued, quota FROM stock_user WHERE bucket = ? AND tenant_id = ? AND stock_id = ? AND user_code = ?';
  const rows = await tx.allEach<{ issued: number; quota: number }>(
    sql,
    requests.map((request) => [...counterOf(request), request.userCode]),
  );
  return requests.flatMap(({ bucket, tenantId, stockId, userCode }, index) =>
    (rows[index] ?? []).map((row) => ({
      bucket,
      tenantId,
      stockId,
      userCode,
      issued: row.issued,
      quota: row.quota,
    })),
  );
}

const counterOf = ({ bucket, tenantId, stockId }: ClaimRequest): SqlValue[] => [bucket, tenantId, stockId];

function distinct(requests: readonly ClaimRequest[], key: (request: ClaimRequest) => string): ClaimRequest[] {
  const byKey = new Map<string, ClaimRequest>();
  for (const request of requests) byKey.set(key(request), request);
  return [...byKey.values()];
}
