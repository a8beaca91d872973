// Ids of ours: 64-bit snowflakes as decimal text, 41 bits of milliseconds, 10 bits of worker number, 12 bits of sequence.

/**
 * Ids count from here. Chosen so that every id until 2079 has exactly 19 digits: as text they sort as they were made.
 */
const epoch = Date.UTC(2010, 0, 1);
const perMillisecond = 4096;

/**
 * @param worker whole number from 0 to 1023, held by nobody else while this maker is in use
 * @param notBefore the last millisecond that an earlier holder of the number may have used
 */
export function createSnowflake(
  worker: number,
  now: () => number,
  notBefore = 0,
): { next: () => string; lastAt: () => number } {
  if (!Number.isInteger(worker) || worker < 0 || worker > 1023)
    throw new RangeError(`worker number ${worker}`);
  // A clock that was never set counts as one that stepped back: ids are never negative.
  let at = Math.max(notBefore, epoch);
  let sequence = perMillisecond;

  return {
    next() {
      const time = now();
      // A clock that steps back, or a millisecond that is used up, borrows from the future: ids never repeat.
      if (time > at) {
        at = time;
        sequence = 0;
      } else if (sequence >= perMillisecond) {
        at += 1;
        sequence = 0;
      }
      const id = (BigInt(at - epoch) << 22n) | BigInt(worker << 12) | BigInt(sequence);
      sequence += 1;
      return id.toString();
    },
    lastAt: () => at,
  };
}
