// Stops whoever guesses: remembers the latest wrong guesses of each caller, till and handle, and says when there were too many.
// It lives in memory, so every process counts on its own; a right guess takes nothing back.
import { RecentMap } from './recent-map.ts';

export interface GuessKey<Kind extends string> {
  readonly kind: Kind;
  /** Unique within the kind. What the caller names freely (a till) must carry the credential in front. */
  readonly key: string;
}

export interface GuessRule {
  /** So many wrong guesses in any `withinMs` are the last ones that are looked at. */
  readonly wrong: number;
  readonly withinMs: number;
}

export interface GuessLimit<Kind extends string> {
  /**
   * Whether any of the keys has used up its guesses: then nothing is looked at. Nothing may be awaited between this
   * and `wrong`, or guesses that are sent all at once pass together.
   */
  blocked(keys: readonly GuessKey<Kind>[]): boolean;
  wrong(keys: readonly GuessKey<Kind>[]): void;
  /** How many keys are remembered; one that is in both generations counts twice. */
  readonly size: number;
}

/**
 * For scan codes. The handle's keeps one coupon's code from being tried out, the till's keeps an honest till that went
 * wrong from hurting the others, and the credential's stops a caller that invents a new till for every guess.
 */
export const codeGuessLimits = {
  credential: { wrong: 300, withinMs: 60_000 },
  till: { wrong: 10, withinMs: 60_000 },
  handle: { wrong: 5, withinMs: 120_000 },
} as const satisfies Record<string, GuessRule>;

/** Two generations of this many keys each are kept, of every kind. */
const generationSize = 20_000;

export function createGuessLimit<Kind extends string>(options: {
  limits: Readonly<Record<Kind, GuessRule>>;
  /** Epoch ms. */
  now: () => number;
  size?: number;
}): GuessLimit<Kind> {
  const { limits, now, size = generationSize } = options;
  // Apart from each other, so that invented tills push no credential out.
  const memories = new Map<Kind, RecentGuesses>();
  const memoryOf = (kind: Kind): RecentGuesses => {
    const memory = memories.get(kind) ?? new RecentGuesses(limits[kind], size);
    memories.set(kind, memory);
    return memory;
  };

  return {
    blocked: (keys) => keys.some(({ kind, key }) => memoryOf(kind).isFull(key, now())),
    wrong(keys) {
      for (const { kind, key } of keys) memoryOf(kind).add(key, now());
    },
    get size() {
      return [...memories.values()].reduce((sum, memory) => sum + memory.size, 0);
    },
  };
}

/** When the latest wrong guesses of each key were. */
class RecentGuesses {
  readonly #rule: GuessRule;
  readonly #times: RecentMap<readonly number[]>;

  constructor(rule: GuessRule, size: number) {
    this.#rule = rule;
    this.#times = new RecentMap(size);
  }

  get size(): number {
    return this.#times.size;
  }

  isFull(key: string, now: number): boolean {
    return this.#counted(key, now).length >= this.#rule.wrong;
  }

  add(key: string, now: number): void {
    this.#times.set(key, [...this.#counted(key, now), now].slice(-this.#rule.wrong));
  }

  #counted(key: string, now: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((at) => now - at < this.#rule.withinMs);
  }
}
