// Hosts of the plugin as the command line shows them.
import type { PluginHost } from '../domain/plugin-host.ts';
import type { Answer } from './command.ts';
import { fields, table } from './output.ts';

export function hostAnswer(host: PluginHost): Answer {
  const { pages, tabs, home } = host.returnRules;
  return {
    json: hostJson(host),
    text: fields({
      host: host.hostAppId,
      channel: host.appChannelId,
      pages: listed(pages),
      tabs: listed(tabs),
      'other apps': listed(appPages(host)),
      home: home ?? nowhere,
    }),
  };
}

export function hostsAnswer(hosts: readonly PluginHost[]): Answer {
  return {
    json: hosts.map(hostJson),
    text:
      hosts.length === 0
        ? 'No mini-program may open the plugin: add one with "plugin host set".'
        : table(
            ['HOST', 'CHANNEL', 'HOME', 'MAY SEND PEOPLE TO'],
            hosts.map((host) => {
              const { pages, tabs, home } = host.returnRules;
              const places = listed([...pages, ...tabs, ...appPages(host)]);
              return [host.hostAppId, String(host.appChannelId), home ?? nowhere, places ?? ''];
            }),
          ),
  };
}

const nowhere = '(none: back to where they came from)';

const hostJson = ({ hostAppId, tenantId, appChannelId, returnRules }: PluginHost) => ({
  app_id: hostAppId,
  tenant_id: tenantId,
  app_channel_id: appChannelId,
  pages: returnRules.pages,
  tabs: returnRules.tabs,
  apps: returnRules.apps.map(({ appId, pages }) => ({ app_id: appId, pages })),
  home: returnRules.home,
});

const appPages = ({ returnRules }: PluginHost): string[] =>
  returnRules.apps.flatMap(({ appId, pages }) => pages.map((page) => `${appId}:${page}`));

const listed = (items: readonly string[]): string | undefined =>
  items.length === 0 ? undefined : items.join(', ');
