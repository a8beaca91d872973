// Survivors that stay, each with the reason why no test can or should notice it.
import type { Explanation } from './explain.ts';

export const explanations: readonly Explanation[] = [
  {
    in: 'server/domain/redeem-code.ts',
    original: /^(handle === undefined( \|\| proof === undefined)?|proof === undefined)$/,
    why: 'there for the type: either both are there, or none',
  },
  {
    in: 'server/usecase/scan-code.ts',
    original:
      /^(`coupon \$\{key\.couponId\} is gone`|coupon === undefined|left (-= 1|> 0)|'no handle is free')$/,
    why: 'never happens: coupons are not deleted, and ten random handles are not all taken',
  },
  {
    in: 'server/api/plugin/host-of.ts',
    original: /^(''|\[\]|hostAppId === undefined)$/,
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
    why: 'a bucket that does not exist is asked in vain',
  },
  {
    in: 'server/domain/launch-ticket.ts',
    original: "''",
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
    why: 'there for the type: either both are there, or none',
  },
  {
    in: 'server/domain/pay-password.ts',
    original: /^(lockedUntilAt|tries\.sinceAt) !== undefined$/,
    why: 'there for the type: no time is before undefined',
  },
  {
    in: 'server/domain/claim-ticket.ts',
    original: "''",
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
    why: 'never happens: an available coupon may end both ways, which the type of changeCoupon cannot say',
  },
  {
    in: 'server/usecase/deactivate.ts',
    original: "result.kind === 'ended'",
    why: 'there for the type: the other kind has no `change`',
  },
];
