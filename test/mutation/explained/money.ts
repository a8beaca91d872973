// Survivors about consumes, reversals and wallets.
import type { Explanation } from '../explain.ts';

export const money: readonly Explanation[] = [
  {
    in: 'server/domain/consume.ts',
    original:
      /^(typeof move === 'string'|'string'|\{ kind: 'refused', reason: 'balanceShort' \}|'refused'|'balanceShort')$/,
    times: 5,
    why: 'never happens: what is taken is there',
  },
  {
    in: 'server/domain/consume.ts',
    original: '/^([^/]+)\\/(.+)$/s',
    replacement: '/^([^/]+)\\/(.+)/s',
    why: 'what takes as much as it can ends at the end',
  },
  {
    in: 'server/domain/consume.ts',
    original: /^(''|\[\])$/,
    times: 2,
    why: 'any text without a slash names none, and what stands first is not looked at',
  },
  {
    in: 'server/domain/consume.ts',
    original: /^(account === undefined( \|\| bizId === undefined)?|bizId === undefined)$/,
    times: 3,
    why: 'there for the type: either both are there, or none',
  },
  {
    in: 'server/domain/consume.ts',
    original: /^(wallet === undefined|order\.(storeCode|orderFen) !== undefined)$/,
    times: 3,
    why: 'there for the type: what is not there is in no list, not below anything, and pays nothing',
  },
  {
    in: 'server/usecase/consume.ts',
    original: /^(request\.(amountFen|points) > 0( \|\| .*)?|password\.kind !== 'unasked'|'unasked')$/,
    times: 14,
    why: 'whether a wallet is locked shows on PostgreSQL alone, in contract/redeeming-races: SQLite has one writer',
  },
  {
    in: 'server/usecase/consume.ts',
    original: 'wanted.find(({ couponId }) => couponId === coupon.couponId)?.handle',
    why: 'there for the type: what was locked was wanted',
  },
  {
    in: 'server/usecase/consume.ts',
    original: /^stock(\?\.appChannelId| === undefined)$/,
    times: 2,
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
  {
    in: 'server/usecase/reverse.ts',
    original: /^(typeof move === 'string'|'string'|`the funds of .*`)$/,
    times: 3,
    why: 'never happens: what was taken can always be given back',
  },
  {
    in: 'server/usecase/reverse.ts',
    original: 'consume?.reversal',
    why: 'there for the type: it was found before',
  },
];
