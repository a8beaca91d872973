// `channel`: where callbacks go, and how what the documents leave open is decided there.
import type { Command } from 'commander';
import { type SpErrorKey, spErrors } from '../../shared/sp/codes.ts';
import { id, intMax } from '../../shared/sp/fields.ts';
import { type OutboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import type { Context } from '../context.ts';
import { checkCallbackUrl } from '../delivery/address.ts';
import type { Channel, ChannelPolicies } from '../domain/tenant.ts';
import { setChannel } from '../usecase/channel.ts';
import { Refusal } from '../usecase/errors.ts';
import { findOrCreateTenant } from '../usecase/tenant.ts';
import { channelJson, channelText } from './channel-view.ts';
import type { Cli } from './command.ts';
import { table } from './output.ts';
import { callbackPath, channelNumber, field, oneOf, pairs, wholeNumber } from './values.ts';

const outboundNames = (Object.keys(spInterfaces) as OutboundName[]).filter(
  (name) => spInterfaces[name].direction === 'outbound',
);
/** Those that are our own choice; the others are the platform's. */
const ownCodes = (Object.keys(spErrors) as SpErrorKey[]).filter(
  (key) => spErrors[key].code >= 410_000 && spErrors[key].code < 420_000,
);

interface SetOptions {
  readonly callbackBase?: string;
  readonly appId?: string;
  readonly review?: 'on' | 'off';
  readonly invalidStatus?: ChannelPolicies['invalidStatus'];
  readonly cutToPrice?: ChannelPolicies['cutToPrice'];
  readonly callbackPath?: ChannelPolicies['callbackPaths'];
  readonly code?: ChannelPolicies['codes'];
}

export function channelCommands(program: Command, cli: Cli): void {
  const channel = program.command('channel').description('Sets up channels at 出行服务.');

  channel
    .command('list')
    .description('Lists the channels.')
    .action(() =>
      cli.withTenant(async ({ directory }, tenantId) => {
        const channels = directory.channels().filter((one) => one.tenantId === tenantId);
        return { json: channels.map(channelJson), text: listText(channels) };
      }),
    );

  channel
    .command('set')
    .description('Sets up a channel, or changes what is given of one; the rest stays as it was.')
    .argument('<app_channel_id>', 'its number at 出行服务', channelNumber)
    .option('--callback-base <url>', 'where its callbacks go')
    .option('--app-id <app_id>', "the mini-program's AppId", field(id(32)))
    .option('--review <on|off>', 'whether its stocks are reviewed before they run', oneOf(['on', 'off']))
    .option(
      '--invalid-status <policy>',
      'how status 4 is told: map-4-to-3, send-4 or skip',
      oneOf(['map-4-to-3', 'send-4', 'skip']),
    )
    .option(
      '--cut-to-price <policy>',
      'how 减至券 are told: refuse or as-fixed-normal',
      oneOf(['refuse', 'as-fixed-normal']),
    )
    .option(
      '--callback-path <interface=path>',
      'the path of one callback below the base',
      pairs(outboundNames, callbackPath),
    )
    .option(
      '--code <key=number>',
      'another number for one of our own answer codes',
      pairs(ownCodes, wholeNumber(1, intMax)),
    )
    .action((appChannelId: number, options: SetOptions) =>
      cli.withStore(async (context) => {
        const changed = await change(context, cli.options().tenant, appChannelId, options);
        return { json: channelJson(changed), text: channelText(changed) };
      }),
    );
}

async function change(
  context: Context,
  tenantName: string | undefined,
  appChannelId: number,
  options: SetOptions,
): Promise<Channel> {
  const { useCases, directory, settings } = context;
  const checkUrl = (url: string) => checkCallbackUrl(url, { allowPrivate: settings.allowPrivateCallbacks });
  // Everything that can be refused is, before a tenant is made for it.
  if (options.callbackBase !== undefined) checkUrl(options.callbackBase);
  const isFirst = !directory.channels().some((one) => one.tenantId === (tenantName ?? one.tenantId));
  if (isFirst && options.appId === undefined)
    throw new Refusal('invalid', `channel ${appChannelId} is new: give its mini-program with --app-id`);
  const { tenantId } = await findOrCreateTenant(useCases, tenantName);
  const policies = {
    ...(options.review === undefined ? {} : { review: options.review === 'on' }),
    ...(options.invalidStatus === undefined ? {} : { invalidStatus: options.invalidStatus }),
    ...(options.cutToPrice === undefined ? {} : { cutToPrice: options.cutToPrice }),
    callbackPaths: options.callbackPath ?? {},
    codes: options.code ?? {},
  };
  const { appId, callbackBase } = options;
  return setChannel(useCases, { tenantId, appChannelId, appId, callbackBase, policies }, checkUrl);
}

function listText(channels: readonly Channel[]): string {
  if (channels.length === 0) return 'No channel is set up: add one with "channel set".';
  return table(
    ['CHANNEL', 'APP ID', 'CALLBACKS TO', 'REVIEW', 'STATUS 4', '减至券'],
    channels.map(({ appChannelId, appId, callbackBase, policies }) => [
      String(appChannelId),
      appId,
      callbackBase ?? '(nowhere yet)',
      policies.review ? 'on' : 'off',
      policies.invalidStatus,
      policies.cutToPrice,
    ]),
  );
}
