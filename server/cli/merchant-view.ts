// Merchant accounts and credentials as the command line shows them: without keys, but for one that was just made up.
import type { MerchantAccount, MerchantCredential } from '../domain/merchant.ts';
import type { SealedMerchantCredential } from '../store/sql/merchants.ts';
import type { Answer } from './command.ts';
import { stateOf } from './credential-view.ts';
import { fields, table } from './output.ts';
import { optionalTime, timeWords } from './words.ts';

export function accountAnswer(account: MerchantAccount): Answer {
  const { take, booking, answers } = account.policies;
  return { json: accountJson(account), text: fields({ account: account.account, take, booking, answers }) };
}

export function accountsAnswer(accounts: readonly MerchantAccount[]): Answer {
  return {
    json: accounts.map(accountJson),
    text:
      accounts.length === 0
        ? 'There is no account: set one up with "merchant account set".'
        : table(
            ['ACCOUNT', 'TAKE', 'BOOKING', 'ANSWERS'],
            accounts.map(({ account, policies }) => [
              account,
              policies.take,
              policies.booking,
              policies.answers,
            ]),
          ),
  };
}

const accountJson = ({ tenantId, account, policies }: MerchantAccount) => ({
  tenant_id: tenantId,
  account,
  take: policies.take,
  booking: policies.booking,
  answers: policies.answers,
});

export function addedCredential(credential: MerchantCredential, madeUp: boolean): Answer {
  const { openId, account, grantCode, allowedIps, needsDigest } = credential;
  const openKey = madeUp ? credential.openKey : undefined;
  const text = fields({
    'open id': openId,
    'grant code': grantCode,
    key: openKey,
    account,
    'calls from': placesText(allowedIps),
    digest: digestText(needsDigest),
  });
  return {
    json: {
      open_id: openId,
      grant_code: grantCode,
      open_key: openKey,
      account,
      allowed_ips: allowedIps,
      needs_digest: needsDigest,
    },
    text: madeUp ? `${text}\nThe key is not shown again.` : text,
  };
}

export function listedCredentials(credentials: readonly SealedMerchantCredential[], now: number): Answer {
  return {
    json: credentials.map((one) => ({
      open_id: one.openId,
      tenant_id: one.tenantId,
      account: one.account,
      grant_code: one.grantCode,
      allowed_ips: one.allowedIps,
      needs_digest: one.needsDigest,
      state: stateOf(one, now),
      active_from_time: optionalTime(one.activeFromAt),
      active_until_time: optionalTime(one.activeUntilAt),
    })),
    text:
      credentials.length === 0
        ? 'There is no merchant credential: make one with "merchant credential add".'
        : table(
            ['OPEN ID', 'ACCOUNT', 'CALLS FROM', 'DIGEST', 'STATE', 'SINCE', 'UNTIL'],
            credentials.map((one) => [
              one.openId,
              one.account,
              placesText(one.allowedIps),
              digestText(one.needsDigest),
              stateOf(one, now),
              timeWords(one.activeFromAt),
              one.activeUntilAt === undefined ? '' : timeWords(one.activeUntilAt),
            ]),
          ),
  };
}

const placesText = (allowedIps: readonly string[]): string =>
  allowedIps.length === 0 ? 'everywhere' : allowedIps.join(', ');

const digestText = (needsDigest: boolean): string => (needsDigest ? 'required' : 'optional');
