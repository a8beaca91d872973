// Which of the caller's channels a request is about, and which one a stock belongs to (sp §5).
import { SpError } from '../../../shared/sp/codes.ts';
import type { Stock } from '../../domain/stock.ts';
import type { Channel, Credential } from '../../domain/tenant.ts';
import { channelOf } from '../../usecase/channel-of.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';

/** Another process may have set a channel up a moment ago: what is not known is looked for once more. */
type Directory = UseCaseDeps['directory'];

/**
 * @returns undefined when the tenant accepts channels that it has not set up: then the stock's own channel counts.
 * @throws SpError badParameter for a channel that the tenant neither has nor accepts
 */
export function requestedChannel(
  directory: Directory,
  { tenantId }: Credential,
  appChannelId: number,
): Channel | Promise<Channel | undefined> {
  // Not async: nearly always it is known, and this runs for every claim.
  return directory.channel(tenantId, appChannelId) ?? newChannel(directory, tenantId, appChannelId);
}

async function newChannel(
  directory: Directory,
  tenantId: string,
  appChannelId: number,
): Promise<Channel | undefined> {
  await directory.refresh();
  const channel = directory.channel(tenantId, appChannelId);
  if (channel !== undefined || directory.tenant(tenantId)?.unknownChannels === 'accept') return channel;
  throw new SpError('badParameter', 'app_channel_id: is not one of your channels');
}

/** The channel that a stock belongs to. */
export function stockChannel(useCases: UseCaseDeps, stock: Stock): Channel | Promise<Channel> {
  const known = useCases.directory.channel(stock.tenantId, stock.appChannelId);
  return known ?? useCases.directory.refresh().then(() => channelOf(useCases, stock));
}
