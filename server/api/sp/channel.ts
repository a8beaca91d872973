// Which of the caller's channels a request is about (sp §5).
import { SpError } from '../../../shared/sp/codes.ts';
import type { Channel, Credential } from '../../domain/tenant.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';

/**
 * @returns undefined when the tenant accepts channels that it has not set up: then the stock's own channel counts.
 * @throws SpError badParameter for a channel that the tenant neither has nor accepts
 */
export function requestedChannel(
  directory: UseCaseDeps['directory'],
  { tenantId }: Credential,
  appChannelId: number,
): Channel | undefined {
  const channel = directory.channel(tenantId, appChannelId);
  if (channel !== undefined) return channel;
  if (directory.tenant(tenantId)?.unknownChannels === 'accept') return undefined;
  throw new SpError('badParameter', 'app_channel_id: is not one of your channels');
}
