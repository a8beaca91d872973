// Whether callbacks have somewhere to go, and may go there.
import type { Context } from '../../context.ts';
import { CallbackUrlError, checkCallbackUrl } from '../../delivery/address.ts';
import type { Channel } from '../../domain/tenant.ts';
import type { Settings } from '../../settings/settings.ts';
import { type Finding, fail, orOk, warn } from './finding.ts';

export async function checkChannels({ directory, settings }: Context): Promise<readonly Finding[]> {
  const channels = directory.channels();
  if (channels.length === 0) return [warn('channels', 'there is none', 'set one up with "channel set"')];
  return orOk(
    'channels',
    `${channels.length}, each with an address that callbacks may go to`,
    channels.flatMap((channel) => checkChannel(channel, settings)),
  );
}

function checkChannel(
  { appChannelId, callbackBase }: Channel,
  { mode, allowPrivateCallbacks }: Settings,
): Finding[] {
  const about = `channel ${appChannelId}`;
  const advice = `set another with "channel set ${appChannelId} --callback-base"`;
  if (callbackBase === undefined) return [warn(about, 'has no callback base: its events wait', advice)];
  try {
    const { protocol } = checkCallbackUrl(callbackBase, { allowPrivate: allowPrivateCallbacks });
    const isOpen = mode === 'production' && protocol === 'http:';
    return isOpen ? [warn(about, `sends phone numbers over http to ${callbackBase}`, advice)] : [];
  } catch (error) {
    if (!(error instanceof CallbackUrlError)) throw error;
    return [fail(about, error.message, advice)];
  }
}
