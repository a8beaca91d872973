// A stock's counters, one for each bucket.
import type { Counter } from '../../domain/claims.ts';
import type { Session } from '../database.ts';

export interface StockKey {
  readonly tenantId: string;
  readonly stockId: string;
}

/** All of them, in the order of their buckets, locked until the transaction ends. */
export async function lockStockCounters(
  tx: Session,
  { tenantId, stockId }: StockKey,
  buckets: number,
): Promise<Counter[]> {
  const sql = `SELECT issued, quota FROM stock_counter WHERE bucket = ? AND tenant_id = ? AND stock_id = ? ${tx.dialect.forUpdate}`;
  const all = Array.from({ length: buckets }, (_, bucket) => bucket);
  const rows = await tx.allEach<{ issued: number; quota: number }>(
    sql,
    all.map((bucket) => [bucket, tenantId, stockId]),
  );
  return all.flatMap((bucket) => (rows[bucket] ?? []).map((row) => ({ bucket, tenantId, stockId, ...row })));
}

export async function insertCounters(tx: Session, counters: readonly Counter[]): Promise<void> {
  await tx.runEach(
    'INSERT INTO stock_counter (bucket, tenant_id, stock_id, quota, issued) VALUES (?, ?, ?, ?, ?)',
    counters.map((c) => [c.bucket, c.tenantId, c.stockId, c.quota, c.issued]),
  );
}

/** The caller holds their locks. @throws ConstraintViolation (check) when a counter has issued more than that */
export async function saveQuotas(tx: Session, counters: readonly Counter[]): Promise<void> {
  await tx.runEach(
    'UPDATE stock_counter SET quota = ? WHERE bucket = ? AND tenant_id = ? AND stock_id = ?',
    counters.map((c) => [c.quota, c.bucket, c.tenantId, c.stockId]),
  );
}
