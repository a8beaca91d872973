// Stores (门店), and which of them a stock's coupons are redeemed in.
import type { Store } from '../../domain/merchant.ts';
import type { Session } from '../database.ts';

/** Adds a store, or changes the name of the one with its code. */
export async function saveStore(
  tx: Session,
  { tenantId, storeCode, name }: Store,
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO store (tenant_id, store_code, name, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant_id, store_code) DO UPDATE SET name = excluded.name`,
    [tenantId, storeCode, name, now],
  );
}

export async function listStores(session: Session, tenantId: string): Promise<Store[]> {
  const rows = await session.all<{ store_code: string; name: string }>(
    'SELECT store_code, name FROM store WHERE tenant_id = ? ORDER BY store_code',
    [tenantId],
  );
  return rows.map((row) => ({ tenantId, storeCode: row.store_code, name: row.name }));
}

/** The caller holds the stock's lock. @param storeCodes each once; none: every store again */
export async function setStockStores(
  tx: Session,
  tenantId: string,
  stockId: string,
  storeCodes: readonly string[],
): Promise<void> {
  await tx.run('DELETE FROM stock_store WHERE tenant_id = ? AND stock_id = ?', [tenantId, stockId]);
  await tx.runEach(
    'INSERT INTO stock_store (tenant_id, stock_id, store_code) VALUES (?, ?, ?)',
    storeCodes.map((storeCode) => [tenantId, stockId, storeCode]),
  );
}

/** The codes of the only stores that redeem the stock's coupons; none: every store does. */
export async function storesOfStock(session: Session, tenantId: string, stockId: string): Promise<string[]> {
  const rows = await session.all<{ store_code: string }>(
    'SELECT store_code FROM stock_store WHERE tenant_id = ? AND stock_id = ? ORDER BY store_code',
    [tenantId, stockId],
  );
  return rows.map((row) => row.store_code);
}
