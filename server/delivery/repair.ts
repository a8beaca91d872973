// Finds lanes that wait for a stock which was confirmed long ago: there were more of them than a confirmation releases at
// once, or their first event was written at the very moment when the stock was confirmed.
import { confirmedStocksWithWaitingLanes, releaseStockLanes } from '../store/sql/confirm-stock.ts';
import type { DeliveryDeps } from './deps.ts';

const batch = 500;

export async function releaseConfirmed({
  database,
  now,
  settings,
}: Pick<DeliveryDeps, 'database' | 'now' | 'settings'>): Promise<void> {
  for (let bucket = 0; bucket < settings.buckets; bucket += 1) {
    for (const stock of await confirmedStocksWithWaitingLanes(database.read, bucket)) {
      for (let last = batch; last === batch; ) {
        last = await database.transaction((tx) => releaseStockLanes(tx, bucket, stock, now(), batch));
      }
    }
  }
}
