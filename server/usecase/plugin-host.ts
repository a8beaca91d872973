// The mini-programs that may open the plugin, as operators set them.
import type { PluginHost } from '../domain/plugin-host.ts';
import { returnRules } from '../domain/return-target.ts';
import { savePluginHost } from '../store/sql/plugin-hosts.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

/** Adds a host, or changes it. @throws Refusal when its channel is not set up, or another tenant has the host */
export async function setPluginHost(deps: UseCaseDeps, host: PluginHost): Promise<void> {
  const { directory } = deps;
  if (directory.channel(host.tenantId, host.appChannelId) === undefined)
    throw new Refusal('invalid', `channel ${host.appChannelId} is not set up: add it with "channel set"`);
  const there = directory.pluginHost(host.hostAppId);
  if (there !== undefined && there.tenantId !== host.tenantId)
    throw new Refusal('exists', `host ${host.hostAppId} is another tenant's`);
  const checked = returnRules.safeParse(host.returnRules);
  if (!checked.success)
    throw new Refusal('invalid', checked.error.issues[0]?.message ?? 'the return rules are wrong');
  await deps.database.transaction((tx) => savePluginHost(tx, host, deps.now()));
  await directory.refresh();
}
