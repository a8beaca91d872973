// Survivors about who may do what.
import type { Explanation } from '../explain.ts';

export const authorisation: readonly Explanation[] = [
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
];
