// The channel that a stock belongs to.
import type { Stock } from '../domain/stock.ts';
import type { Channel } from '../domain/tenant.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** @throws Refusal when the channel is not set up. */
export function channelOf(
  { directory }: Pick<UseCaseDeps, 'directory'>,
  stock: Pick<Stock, 'tenantId' | 'appChannelId'>,
): Channel {
  const channel = directory.channel(stock.tenantId, stock.appChannelId);
  if (channel !== undefined) return channel;
  throw new Refusal('invalid', `channel ${stock.appChannelId} is not set up: add it with "channel set"`);
}
