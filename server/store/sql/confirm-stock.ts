// Stock first (sp §7): the peer's first confirmation of a stock lets the waiting lanes of its coupons go.
import type { Session } from '../database.ts';

export interface StockKey {
  readonly tenantId: string;
  readonly stockId: string;
}

/** @returns whether this was the first confirmation. */
export async function confirmStock(tx: Session, stock: StockKey, now: number): Promise<boolean> {
  const sql = 'UPDATE stock SET synced_at = ? WHERE tenant_id = ? AND stock_id = ? AND synced_at IS NULL';
  return (await tx.run(sql, [now, stock.tenantId, stock.stockId])) === 1;
}

/** Lets at most `limit` lanes of a confirmed stock go. @returns how many. */
export async function releaseStockLanes(
  tx: Session,
  bucket: number,
  stock: StockKey,
  now: number,
  limit: number,
): Promise<number> {
  const waiting = `SELECT lane_id FROM delivery_lane
    WHERE bucket = ? AND tenant_id = ? AND stock_id = ? AND waits_for_stock = 1 LIMIT ? ${tx.dialect.forUpdate}`;
  const lanes = await tx.all<{ lane_id: string }>(waiting, [bucket, stock.tenantId, stock.stockId, limit]);
  await tx.runEach(
    'UPDATE delivery_lane SET waits_for_stock = 0, ready_at = ? WHERE bucket = ? AND tenant_id = ? AND lane_id = ?',
    lanes.map((lane) => [now, bucket, stock.tenantId, lane.lane_id]),
  );
  return lanes.length;
}

/** Confirmed stocks that lanes still wait for: there were too many to release at once, or one was made at the same moment. */
export async function confirmedStocksWithWaitingLanes(session: Session, bucket: number): Promise<StockKey[]> {
  // Not EXISTS: PostgreSQL may turn that round, and then reads every lane that waits for a stock which is not confirmed.
  const sql = `SELECT tenant_id, stock_id FROM stock WHERE synced_at IS NOT NULL AND 1 = (
    SELECT 1 FROM delivery_lane lane WHERE lane.bucket = ? AND lane.tenant_id = stock.tenant_id
      AND lane.stock_id = stock.stock_id AND lane.waits_for_stock = 1 LIMIT 1)`;
  const rows = await session.all<{ tenant_id: string; stock_id: string }>(sql, [bucket]);
  return rows.map((row) => ({ tenantId: row.tenant_id, stockId: row.stock_id }));
}
