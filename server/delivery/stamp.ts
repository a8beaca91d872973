// What tells one attempt from every other, drawn anew for each.
import { randomInt, randomUUID } from 'node:crypto';
import type { CallStamp } from '../../shared/sp/signed-body.ts';

export type AttemptStamp = Pick<CallStamp, 'seqId' | 'nonce'>;

/** A nonce has 16 digits: peers that refuse one they have seen do not meet one twice. */
export function randomStamp(): AttemptStamp {
  const digits = () => String(randomInt(10_000_000, 100_000_000));
  return { seqId: randomUUID(), nonce: digits() + digits() };
}
