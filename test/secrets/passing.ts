// How each command that takes or shows what is secret is called with canaries; in this order, since some need what others made.
import { join } from 'node:path';
import { tempDir } from '../kit/temp-dir.ts';
import { canaries } from './canaries.ts';
import type { Passing } from './commands.ts';
import {
  awayFor,
  badSecret,
  codeOfNew,
  complainedOf,
  copied,
  customerOf,
  issued,
  issueTo,
  onCoupon,
  otherApp,
  putCard,
  redeemedBizId,
  simulated,
} from './errands.ts';
import { shopId } from './mine.ts';

export const passing: Readonly<Record<string, Passing>> = {
  'credential add': {
    good: (_, form) => ({
      argv: ['--api-key', `TAKEN-${form}`, '--secret-stdin'],
      stdin: canaries.apiSecret,
    }),
    wrong: [
      { argv: ['--api-key', 'CANARY', '--secret-stdin'], stdin: canaries.apiSecret },
      ...badSecret(['--secret-stdin'], canaries.apiSecret),
    ],
  },
  'credential rotate': {
    good: (_, form) => ({ argv: [`TAKEN-${form}`] }),
    shows: shownAs('secret'),
    wrong: [
      { argv: ['nobody', '--secret-stdin'], stdin: canaries.apiSecret },
      ...badSecret(['CANARY', '--secret-stdin'], canaries.apiSecret),
    ],
  },
  'credential list': { good: () => ({}) },
  'credential disable': { good: (_, form) => ({ argv: [`TAKEN-${form}`] }) },
  'merchant credential add': {
    good: (_, form) => ({
      argv: ['--account', 'naixue', '--open-id', `taken-${form}`, '--key-stdin'],
      stdin: canaries.openKey,
    }),
    wrong: [
      { argv: ['--account', 'naixue', '--open-id', 'canary', '--key-stdin'], stdin: canaries.openKey },
      ...badSecret(['--account', 'naixue', '--key-stdin'], canaries.openKey),
    ],
  },
  'merchant credential rotate': {
    good: (_, form) => ({ argv: [`taken-${form}`] }),
    shows: shownAs('open_key'),
  },
  'merchant credential list': { good: () => ({}) },
  'merchant credential disable': { good: (_, form) => ({ argv: [`taken-${form}`] }) },
  'key list': { good: () => ({}) },
  'key rotate': {
    // There and back: whoever reads the store knows both.
    good: (_, form) => ({
      env:
        form === 'text'
          ? { MASTER_KEY: canaries.olderMasterKey, MASTER_KEYS_OLD: canaries.masterKey }
          : { MASTER_KEY: canaries.masterKey, MASTER_KEYS_OLD: canaries.olderMasterKey },
    }),
    wrong: [{ env: { MASTER_KEY: 'b'.repeat(64), MASTER_KEYS_OLD: 'c'.repeat(64) } }],
  },
  'coupon issue': {
    good: ({ party }, form) => ({ argv: issueTo(party.stockId, `u-issued-${form}`) }),
    wrong: [
      { argv: issueTo('nothing', 'u-issued') },
      { argv: issueTo('nothing', 'u-issued', `${canaries.refusedPhone}0`) },
    ],
  },
  'coupon show': onCoupon(),
  'coupon code': { ...onCoupon(), shows: scanCodeIn },
  'coupon freeze': onCoupon(),
  'coupon unfreeze': {
    async good(mine) {
      const { couponId } = await issued(mine);
      await mine.sp(['coupon', 'freeze', couponId]);
      return { argv: [couponId] };
    },
  },
  'coupon invalidate': onCoupon('--reason', 'because'),
  redeem: { good: async (mine) => ({ argv: [await codeOfNew(mine)] }) },
  reverse: { good: async (mine) => ({ argv: [await redeemedBizId(mine)] }) },
  'customer add': {
    good: async (mine) => ({ argv: ['--channel', '1', '--user', (await issued(mine)).user] }),
  },
  'customer show': { good: async (mine) => ({ argv: [await customerOf(mine, (await issued(mine)).user)] }) },
  'customer erase': {
    good: async (mine) => ({ argv: ['--channel', '1', '--user', (await issued(mine)).user] }),
  },
  'wallet password': {
    good: async (mine) => ({ argv: [await customerOf(mine), '--stdin'], stdin: canaries.payPassword }),
    wrong: [
      ...badSecret(['1234567890123456789', '--stdin'], canaries.payPassword),
      { argv: ['1234567890123456789', '--stdin'], stdin: canaries.payPassword.repeat(20) },
    ],
  },
  'deliveries list': { good: () => ({ argv: ['--state', 'all'] }) },
  'deliveries show': { good: async (mine) => ({ argv: [await complainedOf(mine)] }) },
  'plugin host list': { good: () => ({}) },
  'plugin host set': {
    good: () => ({ argv: ['wxcafe0123456789', '--channel', '1', '--home', '/pages/mine'] }),
  },
  'wifi set': { good: () => ({ argv: putCard }) },
  'wifi get': {
    good: () => ({ argv: ['--shop', String(shopId)] }),
    wrong: [otherApp('--shop', String(shopId))],
  },
  'wifi history': { good: () => ({}) },
  'simulator query': simulated(async ({ party }) => ['--stock', party.stockId]),
  'simulator claim': simulated(async ({ party }) => issueTo(party.stockId, 'u-simulated')),
  'simulator deactivate': simulated(async (mine) => {
    const { couponId, user } = await issued(mine);
    return ['--stock', mine.party.stockId, '--user', user, '--coupon', couponId];
  }),
  'simulator batch-deactivate': simulated(async (mine) => {
    const { couponId, user } = await issued(mine);
    return ['--user', user, '--coupon', `${mine.party.stockId}:${couponId}`];
  }),
  doctor: { good: () => ({}), wrong: [otherApp()] },
  // It makes the tenant that there was not: what comes after it may find that one.
  'channel set': {
    good: ({ peer }) => ({ argv: ['1', '--callback-base', peer.url] }),
    wrong: ['https', 'ftp'].map((protocol) => ({ argv: ['1', '--callback-base', awayFor(protocol)] })),
  },
  backup: {
    on: 'sqlite',
    good({ directories }) {
      const directory = tempDir();
      directories.push(directory);
      return { argv: [join(directory, 'backup.db')] };
    },
  },
  copy: copied('copy'),
  'store copy': copied('store copy'),
};

/** The value of a field, in either form. */
function shownAs(name: string): (stdout: string) => string | undefined {
  const title = name.replace('open_', '');
  return (stdout) => new RegExp(`(?:"${name}": "|^${title} +)([\\w-]+)`, 'm').exec(stdout)?.[1];
}

function scanCodeIn(stdout: string): string | undefined {
  return /\b\d(?: ?\d){19}\b/.exec(stdout)?.[0];
}
