// Survivors about deactivation, one coupon or many.
import type { Explanation } from '../explain.ts';

export const batch: readonly Explanation[] = [
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
    in: 'server/usecase/deactivate.ts',
    original: 'stock !== undefined',
    why: 'there for the type: a stock of which there is a coupon is never deleted',
  },
];
