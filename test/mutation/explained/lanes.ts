// Survivors about deliveries.
import type { Explanation } from '../explain.ts';

export const lanes: readonly Explanation[] = [
  {
    in: 'server/delivery/choose.ts',
    original: 'bucket < settings.buckets',
    mutator: 'EqualityOperator',
    times: 2,
    why: 'a bucket that does not exist is asked in vain',
  },
  {
    in: 'server/delivery/choose.ts',
    original: /^(channels\.length === 0|\(\) => 0)$/,
    times: 2,
    why: 'spares looking for what nobody could take; a count begins at 0 wherever there is none',
  },
  {
    in: 'server/delivery/choose.ts',
    original: 'items.length === 0',
    replacement: 'false',
    why: 'of nothing, nothing is first',
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
    in: 'server/delivery/repair.ts',
    original: 'bucket < settings.buckets',
    mutator: 'EqualityOperator',
    why: 'a bucket that does not exist is asked in vain',
  },
];
