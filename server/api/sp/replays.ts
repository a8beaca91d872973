// Remembers the signatures of the last few minutes (sp §3). It only counts and, where set, refuses; that a replay does no harm
// never depends on it, because every operation is idempotent by itself.

export type Seen = 'new' | 'replay' | 'nonce-reused';

/** Two generations of this many calls each are kept. */
const generationSize = 50_000;

export interface ReplayMemory {
  /** Notes a verified call. `replay`: the same call was seen; `nonce-reused`: the nonce was seen with another signature. */
  note(call: { apiKey: string; nonce: string; sign: string }): Seen;
}

export function createReplayMemory(size = generationSize): ReplayMemory {
  let recent = new Map<string, string>();
  let older = new Map<string, string>();

  function remember(key: string, value: string): void {
    if (recent.size >= size) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, value);
  }

  return {
    note({ apiKey, nonce, sign }) {
      const bySign = `s${apiKey}\n${sign}`;
      if (recent.has(bySign) || older.has(bySign)) return 'replay';
      remember(bySign, '');
      const byNonce = `n${apiKey}\n${nonce}`;
      const reused = recent.has(byNonce) || older.has(byNonce);
      remember(byNonce, '');
      return reused ? 'nonce-reused' : 'new';
    },
  };
}
