// A channel as the command line shows it.
import type { Channel } from '../domain/tenant.ts';
import { fields } from './output.ts';

export function channelJson({ tenantId, appChannelId, appId, callbackBase, policies }: Channel) {
  return {
    tenant_id: tenantId,
    app_channel_id: appChannelId,
    app_id: appId,
    callback_base: callbackBase,
    review: policies.review,
    invalid_status: policies.invalidStatus,
    cut_to_price: policies.cutToPrice,
    callback_paths: policies.callbackPaths,
    codes: policies.codes,
  };
}

export function channelText({ appChannelId, appId, callbackBase, policies }: Channel): string {
  return fields({
    channel: appChannelId,
    'app id': appId,
    'callbacks to': callbackBase ?? '(nowhere yet: events wait)',
    review: policies.review ? 'on' : 'off',
    'status 4': policies.invalidStatus,
    减至券: policies.cutToPrice,
    paths: pairsText(policies.callbackPaths),
    codes: pairsText(policies.codes),
  });
}

function pairsText(pairs: Readonly<Record<string, string | number>>): string | undefined {
  const there = Object.entries(pairs);
  return there.length === 0 ? undefined : there.map(([name, value]) => `${name}=${value}`).join(', ');
}
