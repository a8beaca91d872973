// The numbers of the store that a scrape asks for.
import type { Context } from './context.ts';
import type { Snapshot } from './ops/snapshot.ts';
import { deliverySnapshot } from './store/sql/delivery-snapshot.ts';
import { runningStocksLeft } from './store/sql/running-stocks-left.ts';

/** Each stock is a time series of its own, so there must be an end to them. */
const stocksShown = 200;

export async function takeSnapshot({ database, directory, useCases }: Context): Promise<Snapshot> {
  const now = useCases.now();
  const channels = await deliverySnapshot(database.read, directory.channels());
  return {
    channels: channels.map(({ tenantId, appChannelId, depth, oldestAt, deadLetters, circuitOpen }) => ({
      channel: `${tenantId}:${appChannelId}`,
      outboxDepth: depth,
      outboxOldestSeconds: oldestAt === undefined ? 0 : Math.max(0, now - oldestAt) / 1000,
      deadLetters,
      circuitOpen,
    })),
    stockLeft: await runningStocksLeft(database.read, stocksShown),
  };
}
