// Reads what a group of claims is decided on. The stocks' counters are locked first and everything else is read after that,
// so that nobody else can change it before the group is saved.
import type { ClaimRequest, ClaimView, Counter, UserCounter } from '../../domain/claims.ts';
import { counterKey, requestKey, stockKey, userKey } from '../../domain/claims.ts';
import type { Session, SqlValue } from '../database.ts';
import { type CouponRow, couponColumns, couponFromRow } from '../rows/coupon.ts';
import { type StockRow, stockColumns, stockFromRow } from '../rows/stock.ts';

export async function loadClaimView(tx: Session, requests: readonly ClaimRequest[]): Promise<ClaimView> {
  const counters = await lockCounters(tx, distinct(requests, counterKey));
  const stocks = await loadStocks(tx, distinct(requests, stockKey));
  const withRequestId = requests.filter((request) => request.requestId !== undefined);
  const known = await loadKnown(tx, distinct(withRequestId, requestKey));
  const userCounters = await loadUserCounters(tx, distinct(requests, userKey));
  return {
    stocks: new Map(stocks.map((stock) => [stockKey(stock), stock])),
    counters: new Map(counters.map((counter) => [counterKey(counter), counter])),
    userCounters: new Map(userCounters.map((counter) => [userKey(counter), counter])),
    known: new Map(known.map((coupon) => [requestKey(coupon), coupon])),
  };
}

async function lockCounters(tx: Session, requests: readonly ClaimRequest[]): Promise<Counter[]> {
  const sql = `SELECT issued, quota FROM stock_counter WHERE bucket = ? AND tenant_id = ? AND stock_id = ? ${tx.dialect.forUpdate}`;
  // Always in the same order, so that two processes cannot hold each other's.
  const inOrder = [...requests].sort((a, b) => (counterKey(a) < counterKey(b) ? -1 : 1));
  const rows = await tx.allEach<{ issued: number; quota: number }>(sql, inOrder.map(counterOf));
  return inOrder.flatMap(({ bucket, tenantId, stockId }, index) =>
    (rows[index] ?? []).map((row) => ({ bucket, tenantId, stockId, issued: row.issued, quota: row.quota })),
  );
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
