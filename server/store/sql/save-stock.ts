// Writes a new stock, or a stock's new terms and state. Its counters follow max_coupons.
import type { Counter } from '../../domain/claims.ts';
import { shareQuota } from '../../domain/quota.ts';
import type { Stock } from '../../domain/stock.ts';
import type { Session } from '../database.ts';
import { stockColumns, stockValues } from '../rows/stock.ts';
import { placeholders } from './placeholders.ts';
import { insertCounters, saveQuotas } from './stock-counters.ts';

/** @throws ConstraintViolation (unique) when the tenant has a stock of that id. */
export async function insertStock(tx: Session, stock: Stock, buckets: number): Promise<void> {
  await tx.run(
    `INSERT INTO stock (${stockColumns}) VALUES (${placeholders(stockColumns)})`,
    stockValues(stock),
  );
  const { tenantId, stockId } = stock;
  const empty = Array.from({ length: buckets }, (_, bucket) => ({
    bucket,
    tenantId,
    stockId,
    issued: 0,
    quota: 0,
  }));
  await insertCounters(tx, shareQuota(stock.maxCoupons, empty));
}

/**
 * The caller holds the locks of the stock and of all its counters. The counters are written whatever changed: a group of claims that
 * waits for one of them reads the stock after it, so it is decided on the new terms.
 * @throws RangeError when more were issued than max_coupons would allow
 */
export async function updateStock(tx: Session, stock: Stock, counters: readonly Counter[]): Promise<void> {
  const columns = stockColumns
    .split(',')
    .map((column) => `${column.trim()} = ?`)
    .join(', ');
  await tx.run(`UPDATE stock SET ${columns} WHERE tenant_id = ? AND stock_id = ?`, [
    ...stockValues(stock),
    stock.tenantId,
    stock.stockId,
  ]);
  await saveQuotas(tx, shareQuota(stock.maxCoupons, counters));
}
