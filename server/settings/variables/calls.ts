// What is asked of calls, and how many may wait.
import { flag, wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

export const callVariables = {
  timestampWindowSeconds: {
    name: 'TIMESTAMP_WINDOW_SECONDS',
    schema: wholeNumber(1, 86_400),
    default: '300',
    description: 'How far the timestamp of a call may be from our clock, either way.',
  },
  strictNonce: {
    name: 'STRICT_NONCE',
    schema: flag(),
    default: '0',
    description: '1 refuses a nonce that was seen with another signature.',
  },
  claimQueueLimit: {
    name: 'CLAIM_QUEUE_LIMIT',
    schema: wholeNumber(1, 1_000_000),
    default: '10000',
    description: 'Claims that may wait; more than that are turned away as too many requests.',
  },
  claimWaitMs: {
    name: 'CLAIM_WAIT_MS',
    schema: wholeNumber(1, 60_000),
    default: '400',
    description:
      'How long the first of the claims that wait may wait: beyond that, those that no longer fit into the next transaction are turned away.',
  },
  claimGroupLimit: {
    name: 'CLAIM_GROUP_LIMIT',
    schema: wholeNumber(1, 10_000),
    default: '512',
    description: 'Claims that share one transaction at most.',
  },
} as const satisfies Record<string, Variable>;
