// How 出行服务 is told.
import { flag, fraction, wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

const DAY_MS = 86_400_000;

export const deliveryVariables = {
  allowPrivateCallbacks: {
    name: 'ALLOW_PRIVATE_CALLBACKS',
    schema: flag(),
    description: '1 allows callbacks over http and to private addresses; 0 unless given, but 1 in demo mode.',
  },
  deliveryConcurrency: {
    name: 'DELIVERY_CONCURRENCY',
    schema: wholeNumber(1, 1_000),
    default: '32',
    description: 'Deliveries under way at the same time.',
  },
  deliveryTimeoutMs: {
    name: 'DELIVERY_TIMEOUT_MS',
    schema: wholeNumber(1, 25_000),
    default: '10000',
    description: 'How long one attempt may take; it has to end well before its lease of 30 seconds does.',
  },
  deliveryPollMs: {
    name: 'DELIVERY_POLL_MS',
    schema: wholeNumber(1, 60_000),
    default: '200',
    description: 'How often the outbox is looked at for due events.',
  },
  deliverySettleMs: {
    name: 'DELIVERY_SETTLE_MS',
    schema: wholeNumber(0, DAY_MS),
    default: '300000',
    description: "After an ambiguous attempt, how long until the coupon's latest state is sent once more.",
  },
  deliveryJitter: {
    name: 'DELIVERY_JITTER',
    schema: fraction(),
    default: '0.5',
    description: 'How far the wait before a retry strays at random: 0.5 is up to half of it either way.',
  },
} as const satisfies Record<string, Variable>;
