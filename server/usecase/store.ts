// A merchant's stores (门店), and the stocks whose coupons only some of them redeem.
import type { Store } from '../domain/merchant.ts';
import { lockStock } from '../store/sql/find-stock.ts';
import { listStores, saveStore, setStockStores, storesOfStock } from '../store/sql/stores.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** Adds a store; one that is there gets the new name. */
export async function addStore({ database, now }: UseCaseDeps, store: Store): Promise<Store> {
  await database.transaction((tx) => saveStore(tx, store, now()));
  return store;
}

/**
 * Lets a stock's coupons be redeemed in these stores only; none: everywhere again.
 * @returns the codes as they are now
 * @throws Refusal when the stock or one of the stores is unknown
 */
export function limitStock(
  { database }: UseCaseDeps,
  tenantId: string,
  stockId: string,
  storeCodes: readonly string[],
): Promise<readonly string[]> {
  return database.transaction(async (tx) => {
    if ((await lockStock(tx, tenantId, stockId)) === undefined)
      throw new Refusal('notFound', `there is no stock ${stockId}`);
    const known = new Set((await listStores(tx, tenantId)).map(({ storeCode }) => storeCode));
    const unknown = storeCodes.find((storeCode) => !known.has(storeCode));
    if (unknown !== undefined) {
      throw new Refusal('notFound', `there is no store ${unknown}: add it with "store add"`);
    }
    await setStockStores(tx, tenantId, stockId, [...new Set(storeCodes)]);
    return storesOfStock(tx, tenantId, stockId);
  });
}
