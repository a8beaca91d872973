// Survivors that stay, each with the reason why no test can or should notice it.
import type { Explanation } from './explain.ts';

export const explanations: readonly Explanation[] = [
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
