// Survivors that stay, each with the reason why no test can or should notice it.
import type { Explanation } from './explain.ts';

export const explanations: readonly Explanation[] = [
  {
    in: 'server/domain/redeem-code.ts',
    original: /^(handle === undefined( \|\| proof === undefined)?|proof === undefined)$/,
    times: 3,
    why: 'there for the type: either both are there, or none',
  },
  {
    in: 'server/usecase/scan-code.ts',
    original:
      /^(`coupon \$\{key\.couponId\} is gone`|coupon === undefined|left (-= 1|> 0)|'no handle is free')$/,
    times: 5,
    why: 'never happens: coupons are not deleted, and ten random handles are not all taken',
  },
  {
    in: 'server/api/plugin/host-of.ts',
    original: /^(''|\[\]|hostAppId === undefined)$/,
    times: 3,
    why: 'a host without an id, or with another one, is not known either',
  },
  {
    in: 'server/api/plugin/host-of.ts',
    original: '{\n    return undefined;\n  }',
    why: 'a function that just ends returns the same',
  },
  {
    in: 'server/domain/redeem.ts',
    original:
      /^(change (=|!)== undefined|reason \?\? 'couponInvalid'|\{ kind: 'refused', reason: 'couponInvalid' \}|'refused'|'couponInvalid')$/,
    times: 6,
    why: 'never happens: what is available may be used and held, which the type of changeCoupon cannot say',
  },
  {
    in: 'server/domain/redeem.ts',
    original: 'coupon.status === CouponStatus.invalid',
    why: 'what its state does not allow is refused as invalid, too',
  },
  {
    in: 'server/delivery/outcome.ts',
    original: '{\n    return undefined;\n  }',
    why: 'a function that just ends returns the same',
  },
  {
    in: 'server/delivery/outcome.ts',
    original: 'body.slice(0, messageLimit)',
    why: 'spares looking through what will be cut off',
  },
  {
    in: 'server/delivery/choose.ts',
    original: 'bucket < settings.buckets',
    mutator: 'EqualityOperator',
    times: 2,
    why: 'a bucket that does not exist is asked in vain',
  },
  {
    in: 'server/domain/launch-ticket.ts',
    original: "''",
    times: 2,
    why: 'what a text that has no such part is verified as: with any other text it is not the signature either',
  },
  {
    in: 'server/domain/launch-ticket.ts',
    original: '{\n    return undefined;\n  }',
    why: 'a function that just ends returns the same',
  },
  {
    in: 'server/domain/pay-password.ts',
    original: '[]',
    why: 'what stands first in it is not looked at',
  },
  {
    in: 'server/domain/pay-password.ts',
    original: /^(salt === undefined( \|\| hash === undefined)?|hash === undefined)$/,
    times: 3,
    why: 'there for the type: either both are there, or none',
  },
  {
    in: 'server/domain/pay-password.ts',
    original: /^(lockedUntilAt|tries\.sinceAt) !== undefined$/,
    times: 2,
    why: 'there for the type: no time is before undefined',
  },
  {
    in: 'server/domain/claim-ticket.ts',
    original: "''",
    times: 2,
    why: 'what a text that has no such part is verified as: with any other text it is not the signature either',
  },
  {
    in: 'server/domain/claims.ts',
    original: 'copy === undefined',
    why: 'a copy of the copy counts on the same',
  },
  {
    in: 'server/domain/claims.ts',
    original: 'stock !== undefined',
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
  {
    in: 'server/domain/claims.ts',
    original: 'stockKey(a) < stockKey(b)',
    mutator: 'EqualityOperator',
    why: 'nothing is sorted that is there twice',
  },
  {
    in: 'server/usecase/claim.ts',
    original: 'deps.buckets === 1',
    why: 'spares a single bucket a look for what other buckets have left',
  },
  {
    in: 'server/usecase/claim.ts',
    original: "'no outcome'",
    why: 'never happens: as many outcomes as requests',
  },
  {
    in: 'server/domain/deactivate.ts',
    original: /^(change === undefined|'illegal'|\{ kind: 'illegal', coupon \})$/,
    times: 3,
    why: 'never happens: an available coupon may end both ways, which the type of changeCoupon cannot say',
  },
  {
    in: 'server/usecase/deactivate.ts',
    original: "result.kind === 'ended'",
    why: 'there for the type: the other kind has no `change`',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(Object\.keys\(object\)\.length === members\.length|distinct && .*|first > blank && .*)$/,
    replacement: 'false',
    times: 3,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(first|last) < 0x7f$/,
    replacement: /^(first|last) <= 0x7f$/,
    times: 2,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(key\.length - 1|'\\\\')$/,
    times: 2,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/signature.ts',
    original: 'a.key < b.key',
    mutator: 'EqualityOperator',
    why: 'nothing is sorted that is there twice',
  },
  {
    in: 'shared/sp/signature.ts',
    original: 'source === previous',
    replacement: 'false',
    why: 'spares a hash that was made before',
  },
  {
    in: 'shared/merchant/digest.ts',
    original: "''",
    why: 'any other text that is no digest does not verify either',
  },
  {
    in: 'shared/merchant/signature.ts',
    original: "'capital'",
    why: 'whatever is not camel is this one',
  },
  {
    in: 'shared/merchant/signature.ts',
    original: '/^(?:[A-Za-z\\d+/]|%2b|%2f){27}(?:=|%3d)$/i',
    replacement: '/^(?:[A-Za-z\\d+/]|%2b|%2f){27}(?:=|%3d)/i',
    why: 'what follows the padding is not read again either, so it does not come out as it went in',
  },
  {
    in: 'server/api/sp/authenticate.ts',
    original: "typeof apiKey === 'string'",
    why: 'there for the type: what is no text is not known either',
  },
  {
    in: 'server/api/sp/authenticate.ts',
    original: 'parsed.error.issues[0]?.message',
    why: 'there for the type: what does not parse has an issue',
  },
  {
    in: 'server/api/sp/replays.ts',
    original: /^(!seen|'')$/,
    replacement: /^(true|"Stryker was here!")$/,
    times: 2,
    why: 'only that it is there counts',
  },
  {
    in: 'server/api/merchant/authenticate.ts',
    original: /^('as long as a key of ours, and nobody has it at all\.'|''|'none')$/,
    times: 3,
    why: 'verified for the time that it takes; what comes out is not looked at',
  },
  {
    in: 'server/api/merchant/authenticate.ts',
    original: '!(first instanceof MerchantError)',
    replacement: 'false',
    why: 'spares most calls a look for changed credentials',
  },
  {
    in: 'server/usecase/consume-subject.ts',
    original: 'coupons.slice(0, 1)',
    why: 'spares reading the others, which are not looked at',
  },
  {
    in: 'server/usecase/coupon-of.ts',
    original: 'stock === undefined',
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
  {
    in: 'server/usecase/plugin-session.ts',
    original:
      /^(isTorn\(found, wanted\)|userCode !== undefined( && .*)?|\(ofOpenpid\?\.userCode === userCode\) !== .*)$/,
    replacement: /^true$|\|\|/,
    times: 5,
    why: 'a second look that was not needed finds the same',
  },
  {
    in: 'server/usecase/plugin-session.ts',
    original: 'bucket < deps.buckets',
    mutator: 'EqualityOperator',
    why: 'in a bucket that does not exist there is nothing to delete',
  },
  {
    in: 'server/usecase/redeem.ts',
    original: "'recharge-first'",
    why: 'of an amount of 0 nothing is taken from either',
  },
  {
    in: 'server/usecase/redeem.ts',
    original: /^(by === 'code'( \|\| couponId === undefined)?|couponId === undefined|'code')$/,
    times: 5,
    why: 'spares a code a look for the coupon whose id it is not',
  },
  {
    in: 'server/usecase/redeem.ts',
    original: /^(found\.filter\(.*\)|coupon !== undefined)$/,
    times: 2,
    why: 'there for the type: coupons are not deleted',
  },
  {
    in: 'server/usecase/scan-code.ts',
    original: '() => false',
    why: 'what is nothing blocks nobody either',
  },
  {
    in: 'server/usecase/consume.ts',
    original: /^(request\.(amountFen|points) > 0( \|\| .*)?|password\.kind !== 'unasked'|'unasked')$/,
    times: 14,
    why: 'whether a wallet is locked shows on PostgreSQL alone, in contract/redeeming-races: SQLite has one writer',
  },
  {
    in: 'server/domain/consume.ts',
    original:
      /^(typeof move === 'string'|'string'|\{ kind: 'refused', reason: 'balanceShort' \}|'refused'|'balanceShort')$/,
    times: 5,
    why: 'never happens: what is taken is there',
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
    original: 'wanted.find(({ couponId }) => couponId === coupon.couponId)?.handle',
    why: 'there for the type: what was locked was wanted',
  },
  {
    in: 'server/delivery/repair.ts',
    original: 'bucket < settings.buckets',
    mutator: 'EqualityOperator',
    why: 'a bucket that does not exist is asked in vain',
  },
  {
    in: 'server/delivery/choose.ts',
    original: /^(channels\.length === 0|\(\) => 0)$/,
    times: 2,
    why: 'spares looking for what nobody could take; a count begins at 0 wherever there is none',
  },
  {
    in: 'server/usecase/deactivate.ts',
    original: 'stock !== undefined',
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
  {
    in: 'server/usecase/consume.ts',
    original: /^stock(\?\.appChannelId| === undefined)$/,
    times: 2,
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
  {
    in: 'server/delivery/choose.ts',
    original: 'items.length === 0',
    replacement: 'false',
    why: 'of nothing, nothing is first',
  },
];
