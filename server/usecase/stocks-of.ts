// The stocks of some coupons.
import { stockKey } from '../domain/claims.ts';
import type { Stock } from '../domain/stock.ts';
import type { Session } from '../store/database.ts';
import { findStock } from '../store/sql/find-stock.ts';

/** By `stockKey`: tenants may have stocks of the same id. */
export async function stocksOf(
  session: Session,
  coupons: readonly { tenantId: string; stockId: string }[],
): Promise<Map<string, Stock>> {
  const stocks = new Map<string, Stock>();
  for (const coupon of coupons) {
    const key = stockKey(coupon);
    const stock = stocks.has(key) ? undefined : await findStock(session, coupon.tenantId, coupon.stockId);
    if (stock !== undefined) stocks.set(key, stock);
  }
  return stocks;
}
