// Time that passes only when a test says so.

export interface TestClock {
  /** Epoch ms; to be handed in wherever a clock is asked for. */
  readonly now: () => number;
  set(at: number): void;
  /** Negative: the clock steps back. */
  advance(ms: number): void;
}

/** Where the tests' time begins: 15 January 2026, noon in China. */
export const noon = Date.UTC(2026, 0, 15, 4);

export function createClock(startAt = noon): TestClock {
  let at = startAt;
  return {
    now: () => at,
    set(to) {
      at = to;
    },
    advance(ms) {
      at += ms;
    },
  };
}
