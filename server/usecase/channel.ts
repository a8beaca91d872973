// Sets up a channel: a first time, or a change of some of its settings.
import { type Channel, type ChannelPolicies, channelPolicies } from '../domain/tenant.ts';
import { lockChannel, saveChannel } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

export interface ChannelChange {
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly appId?: string | undefined;
  readonly callbackBase?: string | undefined;
  readonly policies?: Partial<ChannelPolicies> | undefined;
}

/**
 * What is left out stays as it was; of callback paths and codes, the ones that are not named. A new channel without an
 * app_id gets the one that all the tenant's other channels have.
 * @param checkUrl throws where callbacks must not go
 * @throws Refusal for a new channel without an app_id; whatever checkUrl throws
 */
export async function setChannel(
  deps: UseCaseDeps,
  change: ChannelChange,
  checkUrl: (url: string) => unknown,
): Promise<Channel> {
  if (change.callbackBase !== undefined) checkUrl(change.callbackBase);
  const shared = sharedAppId(deps, change.tenantId);
  const channel = await deps.database.transaction(async (tx) => {
    const before = await lockChannel(tx, change.tenantId, change.appChannelId);
    const after = changed(before, { ...change, appId: change.appId ?? before?.appId ?? shared });
    await saveChannel(tx, after, deps.now());
    return after;
  });
  await deps.directory.refresh();
  deps.eventsCommitted();
  return channel;
}

/** The app_id of the tenant's channels, where they all have the same. */
function sharedAppId({ directory }: Pick<UseCaseDeps, 'directory'>, tenantId: string): string | undefined {
  const mine = directory.channels().filter((channel) => channel.tenantId === tenantId);
  const [appId, another] = new Set(mine.map((channel) => channel.appId));
  return another === undefined ? appId : undefined;
}

function changed(before: Channel | undefined, change: ChannelChange): Channel {
  const { tenantId, appChannelId, appId, policies } = change;
  if (appId === undefined)
    throw new Refusal('invalid', `channel ${appChannelId} is new: give its mini-program with --app-id`);
  return {
    tenantId,
    appChannelId,
    appId,
    callbackBase: change.callbackBase ?? before?.callbackBase,
    policies: channelPolicies.parse({
      ...before?.policies,
      ...policies,
      callbackPaths: { ...before?.policies.callbackPaths, ...policies?.callbackPaths },
      codes: { ...before?.policies.codes, ...policies?.codes },
    }) as ChannelPolicies,
  };
}
