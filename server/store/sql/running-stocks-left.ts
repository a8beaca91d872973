// How many coupons the running stocks can still give out, the newest stocks first.
import { StockStatus } from '../../../shared/sp/vocabulary.ts';
import type { Session } from '../database.ts';

export async function runningStocksLeft(
  session: Session,
  limit: number,
): Promise<{ stockId: string; left: number }[]> {
  const sql = `SELECT s.stock_id, SUM(c.quota - c.issued) AS left_over FROM stock s
    JOIN stock_counter c ON c.tenant_id = s.tenant_id AND c.stock_id = s.stock_id
    WHERE s.status = ? GROUP BY s.tenant_id, s.stock_id, s.created_at ORDER BY s.created_at DESC LIMIT ?`;
  const rows = await session.all<{ stock_id: string; left_over: number }>(sql, [StockStatus.running, limit]);
  return rows.map((row) => ({ stockId: row.stock_id, left: Number(row.left_over) }));
}
