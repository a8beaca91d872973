// How coupons whose validity is over are found.
import { wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

const DAY_MS = 86_400_000;

export const sweepingVariables = {
  sweepIntervalMs: {
    name: 'SWEEP_INTERVAL_MS',
    schema: wholeNumber(10, DAY_MS),
    default: '5000',
    description: 'How often expired coupons are looked for.',
  },
  sweepBatch: {
    name: 'SWEEP_BATCH',
    schema: wholeNumber(1, 100_000),
    default: '500',
    description: 'Coupons that one sweep expires in one transaction at most.',
  },
} as const satisfies Record<string, Variable>;
