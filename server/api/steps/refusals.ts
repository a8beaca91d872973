// Turning somebody away costs about a third of what serving them does, and who is turned away comes back at once: a server that refuses as
// fast as it can does nothing else in the end. So refusals have a share of the time, and what is above that waits for its turn.

/** @returns whether anybody was there still: whoever has hung up costs nothing */
export type Refuse = () => boolean;

export interface Refusals {
  /** Refuses now, or as soon as there is time for it. */
  add(refuse: Refuse): void;
  /** Somebody was served: that earns part of a refusal. */
  served(): void;
  /** Nobody waits any longer, now or later: this process is about to stop. */
  close(): void;
}

export interface RefusalsOptions {
  /** How many a second there may be in any case … */
  readonly perSecond?: number;
  /** … and how many more for each who is served. */
  readonly perServed?: number;
  /** How many at once, after a time without any. */
  readonly burst?: number;
  /** How many may wait; each keeps a connection. */
  readonly waitingAtMost?: number;
  readonly now?: () => number;
  readonly later?: (work: () => void, ms: number) => void;
}

/** How often those who wait are looked after, in ms. */
const lookEveryMs = 10;

export function createRefusals(options: RefusalsOptions = {}): Refusals {
  const { perSecond = 1_000, perServed = 0.2, burst = 500, waitingAtMost = 10_000 } = options;
  const { now = () => performance.now(), later = setTimeout } = options;
  const waiting = new Set<Refuse>();
  let allowed = burst;
  let countedAt = now();
  let looking = false;
  let closed = false;

  function count(): void {
    const at = now();
    allowed = Math.min(burst, allowed + ((at - countedAt) * perSecond) / 1_000);
    countedAt = at;
  }

  function work(): void {
    for (const refuse of waiting) {
      if (allowed < 1) return;
      waiting.delete(refuse);
      if (refuse()) allowed -= 1;
    }
  }

  function look(): void {
    count();
    work();
    looking = waiting.size > 0;
    if (looking) later(look, lookEveryMs);
  }

  return {
    add(refuse) {
      count();
      if (closed || waiting.size >= waitingAtMost) return void refuse();
      waiting.add(refuse);
      work();
      if (waiting.size === 0 || looking) return;
      looking = true;
      later(look, lookEveryMs);
    },
    served() {
      allowed = Math.min(burst, allowed + perServed);
      if (waiting.size > 0) work();
    },
    close() {
      closed = true;
      for (const refuse of waiting) refuse();
      waiting.clear();
    },
  };
}
