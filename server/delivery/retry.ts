// When an event is tried again, and when it is given up (sp §7).

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The wait after the first failed try, after the second, and so on. */
export const retryDelays: readonly number[] = [
  0,
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
];
/** After all others. */
export const lastRetryDelay = 12 * hour;
/** How long an event is tried, counted from its first try: waiting for its turn does not use any of it up. */
export const giveUpAfter = 7 * 24 * hour;

/**
 * @param tries how many have failed, at least 1
 * @param random from 0 to 1
 * @param jitter 0.5: each wait is up to 50 % shorter or longer
 */
export function retryDelay(tries: number, random: number, jitter: number): number {
  return spread(retryDelays[tries - 1] ?? lastRetryDelay, random, jitter);
}

/** @returns undefined when the next try would come too late. */
export function nextTryAt(failed: {
  tries: number;
  firstTryAt: number;
  now: number;
  random: number;
  jitter: number;
}): number | undefined {
  const at = failed.now + retryDelay(failed.tries, failed.random, failed.jitter);
  return at > failed.firstTryAt + giveUpAfter ? undefined : at;
}

/** `ms`, made up to `jitter` shorter or longer, so that what failed together does not come back together. */
export function spread(ms: number, random: number, jitter: number): number {
  return Math.round(ms * (1 + jitter * (2 * random - 1)));
}
