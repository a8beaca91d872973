// Survivors about claims.
import type { Explanation } from '../explain.ts';

export const claims: readonly Explanation[] = [
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
];
