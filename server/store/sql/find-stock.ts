// One stock by its id, or a tenant's stocks.
import type { Stock } from '../../domain/stock.ts';
import { first, type Session } from '../database.ts';
import { type StockRow, stockColumns, stockFromRow } from '../rows/stock.ts';

export async function findStock(
  session: Session,
  tenantId: string,
  stockId: string,
): Promise<Stock | undefined> {
  const sql = `SELECT ${stockColumns} FROM stock WHERE tenant_id = ? AND stock_id = ?`;
  const row = await first<StockRow>(session, sql, [tenantId, stockId]);
  return row && stockFromRow(row);
}

/** Like `findStock`, and nobody else changes the stock until the transaction ends. */
export async function lockStock(tx: Session, tenantId: string, stockId: string): Promise<Stock | undefined> {
  const sql = `SELECT ${stockColumns} FROM stock WHERE tenant_id = ? AND stock_id = ? ${tx.dialect.forUpdate}`;
  const row = await first<StockRow>(tx, sql, [tenantId, stockId]);
  return row && stockFromRow(row);
}

/** Newest first. */
export async function listStocks(session: Session, tenantId: string): Promise<Stock[]> {
  const sql = `SELECT ${stockColumns} FROM stock WHERE tenant_id = ? ORDER BY created_at DESC, stock_id`;
  const rows = await session.all<StockRow>(sql, [tenantId]);
  return rows.map(stockFromRow);
}

/** How many coupons of each of these stocks were issued, over all buckets. */
export async function countIssued(
  session: Session,
  tenantId: string,
  stockIds: readonly string[],
): Promise<Map<string, number>> {
  const sql = `SELECT stock_id, SUM(issued) AS issued FROM stock_counter
    WHERE tenant_id = ? AND ${session.dialect.oneOf('stock_id')} GROUP BY stock_id`;
  const rows = await session.all<{ stock_id: string; issued: number }>(sql, [
    tenantId,
    session.dialect.list(stockIds),
  ]);
  return new Map(rows.map((row) => [row.stock_id, Number(row.issued)]));
}
