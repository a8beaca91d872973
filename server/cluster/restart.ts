// When a worker that ended is started again.

/** Who has served for this long did not fail at its start. */
export const steadyMs = 10_000;

/** So often in a row may a worker fail that was never ready; after that, it is the program that cannot start. */
export const triesToStart = 3;

const firstDelayMs = 100;
const lastDelayMs = 5_000;

/** @param failures how often in a row it ended soon, from 1 @returns ms */
export const restartDelay = (failures: number): number =>
  Math.min(firstDelayMs * 2 ** (failures - 1), lastDelayMs);
