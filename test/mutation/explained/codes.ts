// Survivors about scan codes and redeeming.
import type { Explanation } from '../explain.ts';

export const codes: readonly Explanation[] = [
  {
    in: 'server/domain/redeem-code.ts',
    original: /^(handle === undefined( \|\| proof === undefined)?|proof === undefined)$/,
    times: 3,
    why: 'there for the type: either both are there, or none',
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
    original:
      /^(`coupon \$\{key\.couponId\} is gone`|coupon === undefined|left (-= 1|> 0)|'no handle is free')$/,
    times: 5,
    why: 'never happens: coupons are not deleted, and ten random handles are not all taken',
  },
  {
    in: 'server/usecase/scan-code.ts',
    original: '() => false',
    why: 'what is nothing blocks nobody either',
  },
];
