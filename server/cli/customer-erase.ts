// `customer erase`: what says who somebody is, and lets them in, goes; the answer says what went, what is kept and why.
import type { Command } from 'commander';
import { formatTime } from '../../shared/sp/times.ts';
import type { UserOfChannel } from '../usecase/customer.ts';
import { type Erased, eraseUser } from '../usecase/erase.ts';
import type { Answer, Cli } from './command.ts';
import { fields, section } from './output.ts';
import { channelNumber, userCode } from './values.ts';
import { timeWords } from './words.ts';

export function customerEraseCommand(customer: Command, cli: Cli): void {
  customer
    .command('erase')
    .description(
      'Erases a person: phone numbers, WeChat ids, sessions, scan codes and the pay password go for good; coupons and accounts stay.',
    )
    .requiredOption(
      '--channel <app_channel_id>',
      'where they are a user, who may have no wallet',
      channelNumber,
    )
    .requiredOption('--user <user_code>', 'who', userCode)
    .action(({ channel, user }: { channel: number; user: string }) =>
      cli.withTenant(async ({ useCases }, tenantId) => {
        const whom = { tenantId, appChannelId: channel, userCode: user };
        return erasedAnswer(whom, await eraseUser(useCases, whom, 'operator'));
      }),
    );
}

function erasedAnswer({ appChannelId, userCode }: UserOfChannel, erased: Erased): Answer {
  const { at, removed, kept } = erased;
  return {
    json: {
      app_channel_id: appChannelId,
      user_code: userCode,
      erase_time: formatTime(at),
      removed: {
        phone_numbers: removed.phones,
        scan_codes: removed.handles,
        openpids: removed.bindings,
        sessions: removed.sessions,
        pay_password: removed.password,
      },
      kept: { coupons: kept.coupons, customer_id: kept.customerId },
    },
    text: [
      fields({
        user: `${userCode}, of channel ${appChannelId}`,
        erased: isEmpty(erased) ? undefined : timeWords(at),
        removed: whyNothing(erased),
      }),
      ...(isEmpty(erased) ? [] : [section('Removed', removedWords(erased))]),
      ...(isUnknown(erased) ? [] : [section('Kept, and why', keptWords(erased))]),
    ].join('\n'),
  };
}

const isEmpty = ({ removed: { phones, handles, bindings, sessions, password } }: Erased): boolean =>
  phones + handles + bindings + sessions === 0 && !password;
const isUnknown = (erased: Erased): boolean =>
  isEmpty(erased) && erased.kept.coupons === 0 && erased.kept.customerId === undefined;

function whyNothing(erased: Erased): string | undefined {
  if (isUnknown(erased)) return 'nothing: there is nothing of them here';
  return isEmpty(erased) ? 'nothing: none of it was left' : undefined;
}

const removedWords = ({ removed: { phones, handles, bindings, sessions, password } }: Erased): string =>
  fields({
    'phone numbers': `of ${phones} coupons`,
    openpids: bindings,
    sessions,
    'scan codes': handles,
    'pay password': password ? 'yes' : 'there was none',
  });

function keptWords({ kept: { coupons, customerId } }: Erased): string {
  const lines = [
    ...(coupons === 0
      ? []
      : [`${coupons} coupons as they are, with their history: 出行服务 is told of them by user_code`]),
    ...(customerId === undefined
      ? []
      : [`customer ${customerId} with wallet, ledger and consumes: the accounts must add up`]),
    'backups made before, and what 出行服务 and WeChat know: nothing here erases those (doc/security.md)',
  ];
  return lines.join('\n');
}
