// Writes a new stock, or a stock's new terms and state.
import type { Stock } from '../../domain/stock.ts';
import type { Session } from '../database.ts';
import { stockColumns, stockValues } from '../rows/stock.ts';
import { placeholders } from './placeholders.ts';

/** @throws ConstraintViolation (unique) when the tenant has a stock of that id. */
export async function insertStock(tx: Session, stock: Stock): Promise<void> {
  await tx.run(
    `INSERT INTO stock (${stockColumns}) VALUES (${placeholders(stockColumns)})`,
    stockValues(stock),
  );
  await tx.run(
    'INSERT INTO stock_counter (bucket, tenant_id, stock_id, quota, issued) VALUES (0, ?, ?, ?, 0)',
    [stock.tenantId, stock.stockId, stock.maxCoupons],
  );
}

/** The caller holds the stock's lock. @throws ConstraintViolation (check) when more were issued than max_coupons would allow. */
export async function updateStock(tx: Session, stock: Stock): Promise<void> {
  const columns = stockColumns
    .split(',')
    .map((column) => `${column.trim()} = ?`)
    .join(', ');
  await tx.run(`UPDATE stock SET ${columns} WHERE tenant_id = ? AND stock_id = ?`, [
    ...stockValues(stock),
    stock.tenantId,
    stock.stockId,
  ]);
  await tx.run('UPDATE stock_counter SET quota = ? WHERE bucket = 0 AND tenant_id = ? AND stock_id = ?', [
    stock.maxCoupons,
    stock.tenantId,
    stock.stockId,
  ]);
}
