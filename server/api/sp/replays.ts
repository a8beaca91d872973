// Remembers the signatures of the last calls (sp §3). It only counts and, where set, refuses; that a replay does no harm
// never depends on it, because every operation is idempotent by itself.

export interface ReplayMemory {
  /** Notes a verified call. @returns whether the very same call was seen before */
  isReplay(sign: string): boolean;
  /** Gives a nonce to the first call that has it. @returns whether it is another call's */
  isNonceReused(apiKey: string, nonce: string, sign: string): boolean;
}

/** Two generations of this many calls each are kept. */
const generationSize = 20_000;

export function createReplayMemory(size = generationSize): ReplayMemory {
  const signs = new RecentMap(size);
  const nonces = new RecentMap(size);
  return {
    // The api_key is among what is signed, so equal signs are equal calls.
    isReplay: (sign) => signs.getOrPut(sign, '') !== undefined,
    isNonceReused: (apiKey, nonce, sign) => (nonces.getOrPut(`${nonce} ${apiKey}`, sign) ?? sign) !== sign,
  };
}

/** A map that forgets its older half rather than grow. */
class RecentMap {
  readonly #size: number;
  #recent = new Map<string, string>();
  #older = new Map<string, string>();

  constructor(size: number) {
    this.#size = size;
  }

  /** @returns what is there; where nothing is, `value` is put there. */
  getOrPut(key: string, value: string): string | undefined {
    const there = this.#recent.get(key) ?? this.#older.get(key);
    if (there !== undefined) return there;
    if (this.#recent.size >= this.#size) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
    return undefined;
  }
}
