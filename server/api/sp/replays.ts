// Remembers the signatures of the last calls (sp §3). It only counts and, where set, refuses; that a replay does no harm
// never depends on it, because every operation is idempotent by itself.
import { RecentMap } from '../steps/recent-map.ts';

export interface ReplayMemory {
  /** Notes a verified call. @returns whether the very same call was seen before */
  isReplay(sign: string): boolean;
  /** Gives a nonce to the first call that has it. @returns whether it is another call's */
  isNonceReused(apiKey: string, nonce: string, sign: string): boolean;
}

/** Two generations of this many calls each are kept. */
const generationSize = 20_000;

export function createReplayMemory(size = generationSize): ReplayMemory {
  const signs = new RecentMap<string>(size);
  const nonces = new RecentMap<string>(size);
  return {
    // The api_key is among what is signed, so equal signs are equal calls.
    isReplay(sign) {
      const seen = signs.get(sign) !== undefined;
      if (!seen) signs.set(sign, '');
      return seen;
    },
    isNonceReused(apiKey, nonce, sign) {
      const key = `${nonce} ${apiKey}`;
      const first = nonces.get(key);
      if (first === undefined) nonces.set(key, sign);
      return (first ?? sign) !== sign;
    },
  };
}
