// Looks a stock up.
import type { Stock } from '../domain/stock.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from './deps.ts';

export function queryStock(
  { database }: UseCaseDeps,
  tenantId: string,
  stockId: string,
): Promise<Stock | undefined> {
  return findStock(database.read, tenantId, stockId);
}
