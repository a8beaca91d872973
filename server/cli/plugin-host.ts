// `plugin host`: the mini-programs that may open the plugin, and where each lets people be sent back to.
import { type Command, InvalidArgumentError } from 'commander';
import type { ReturnRules } from '../domain/return-target.ts';
import { listPluginHosts } from '../store/sql/plugin-hosts.ts';
import { setPluginHost } from '../usecase/plugin-host.ts';
import type { Cli } from './command.ts';
import { hostAnswer, hostsAnswer } from './plugin-host-view.ts';
import { channelNumber, hostAppId, pathOfHost, repeated } from './values.ts';

interface AppPage {
  readonly appId: string;
  readonly page: string;
}

interface SetOptions {
  readonly channel: number;
  readonly page?: readonly string[];
  readonly tab?: readonly string[];
  readonly app?: readonly AppPage[];
  readonly home?: string;
}

export function pluginCommands(program: Command, cli: Cli): void {
  const plugin = program.command('plugin').description('Manages who may open the mini-program plugin.');
  const host = plugin.command('host').description('Manages the mini-programs that the plugin was added to.');

  host
    .command('list')
    .description('Lists the hosts.')
    .action(() =>
      cli.withTenant(async ({ database }, tenantId) => {
        const hosts = await listPluginHosts(database.read);
        return hostsAnswer(hosts.filter((one) => one.tenantId === tenantId));
      }),
    );

  host
    .command('set')
    .description('Sets up a host. Where people may be sent back to is what is given here, and nothing else.')
    .argument('<app_id>', "the mini-program's AppId", hostAppId)
    .requiredOption('--channel <app_channel_id>', 'whose users its people are', channelNumber)
    .option('--page <prefix>', 'a page, and the pages below it; may be repeated', repeated(pathOfHost))
    .option('--tab <path>', 'a page of its tab bar; may be repeated', repeated(pathOfHost))
    .option(
      '--app <app_id:prefix>',
      'a page of another mini-program, and the pages below it; may be repeated',
      repeated(appPage),
    )
    .option('--home <path>', 'where to without a return address, or with one that is refused', pathOfHost)
    .action((appId: string, { channel, ...rules }: SetOptions) =>
      cli.withTenant(async ({ useCases }, tenantId) => {
        const returnRules = rulesOf(rules);
        const set = { hostAppId: appId, tenantId, appChannelId: channel, returnRules };
        await setPluginHost(useCases, set);
        return hostAnswer(set);
      }),
    );
}

function rulesOf({ page = [], tab = [], app = [], home }: Omit<SetOptions, 'channel'>): ReturnRules {
  const byApp = Map.groupBy(app, ({ appId }) => appId);
  return {
    pages: [...page],
    tabs: [...tab],
    apps: [...byApp].map(([appId, its]) => ({ appId, pages: its.map((one) => one.page) })),
    ...(home !== undefined && { home }),
  };
}

function appPage(given: string): AppPage {
  const at = given.indexOf(':');
  if (at < 0) throw new InvalidArgumentError('It must look like wx2222222222:/pages/ride.');
  return { appId: hostAppId(given.slice(0, at)), page: pathOfHost(given.slice(at + 1)) };
}
