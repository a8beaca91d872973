// Which of the caller's channels a request is about, and which one a stock belongs to (sp §5).
import { SpError } from '../../../shared/sp/codes.ts';
import type { Stock } from '../../domain/stock.ts';
import type { Channel, Credential } from '../../domain/tenant.ts';
import { channelOf } from '../../usecase/channel-of.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';

/**
 * @returns undefined when the tenant accepts channels that it has not set up: then the stock's own channel counts.
 * @throws SpError badParameter for a channel that the tenant neither has nor accepts
 */
export async function requestedChannel(
  directory: UseCaseDeps['directory'],
  { tenantId }: Credential,
  appChannelId: number,
): Promise<Channel | undefined> {
  const channel = await findChannel(directory, tenantId, appChannelId);
  if (channel !== undefined) return channel;
  if (directory.tenant(tenantId)?.unknownChannels === 'accept') return undefined;
  throw new SpError('badParameter', 'app_channel_id: is not one of your channels');
}

/** The channel that a stock belongs to. */
export async function stockChannel(useCases: UseCaseDeps, stock: Stock): Promise<Channel> {
  await findChannel(useCases.directory, stock.tenantId, stock.appChannelId);
  return channelOf(useCases, stock);
}

/** Another process may have set the channel up a moment ago. */
async function findChannel(
  directory: UseCaseDeps['directory'],
  tenantId: string,
  appChannelId: number,
): Promise<Channel | undefined> {
  const known = directory.channel(tenantId, appChannelId);
  if (known !== undefined || !(await directory.refresh())) return known;
  return directory.channel(tenantId, appChannelId);
}
