// The codes that the document does not have are ours to choose; a channel may want other numbers for them (sp §4).
import type { SpError } from '../../../shared/sp/codes.ts';
import type { Channel } from '../../domain/tenant.ts';

/** The same error with the number that the channel's policies give it. */
export function channelError(channel: Channel | undefined, error: SpError): SpError {
  const code = channel?.policies.codes[error.key];
  return code === undefined ? error : Object.assign(error, { code });
}
