// The stocks' counters, one for each bucket of a stock.
import { byCounter, type Counter } from '../../domain/claims.ts';
import type { Session } from '../database.ts';
import type { StockKey } from './confirm-stock.ts';

type CounterKey = Pick<Counter, 'bucket' | 'tenantId' | 'stockId'>;

/** Those that exist, locked until the transaction ends, always in the same order. */
export async function lockCounters(tx: Session, keys: readonly CounterKey[]): Promise<Counter[]> {
  const sql = `SELECT issued, quota FROM stock_counter WHERE bucket = ? AND tenant_id = ? AND stock_id = ? ${tx.dialect.forUpdate}`;
  const inOrder = [...keys].sort(byCounter);
  const rows = await tx.allEach<{ issued: number; quota: number }>(
    sql,
    inOrder.map(({ bucket, tenantId, stockId }) => [bucket, tenantId, stockId]),
  );
  return inOrder.flatMap(({ bucket, tenantId, stockId }, index) =>
    (rows[index] ?? []).map(({ issued, quota }) => ({ bucket, tenantId, stockId, issued, quota })),
  );
}

/** All of one stock, in the order of their buckets. */
export function lockStockCounters(
  tx: Session,
  { tenantId, stockId }: StockKey,
  buckets: number,
): Promise<Counter[]> {
  const keys = Array.from({ length: buckets }, (_, bucket) => ({ bucket, tenantId, stockId }));
  return lockCounters(tx, keys);
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
