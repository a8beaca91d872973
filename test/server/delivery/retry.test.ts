import fc from 'fast-check';
import { giveUpAfter, nextTryAt, retryDelay } from '../../../server/delivery/retry.ts';

const minute = 60_000;
const hour = 60 * minute;

it.each([
  [1, 0],
  [2, 5_000],
  [3, 30_000],
  [4, 2 * minute],
  [5, 10 * minute],
  [6, 30 * minute],
  [7, hour],
  [8, 2 * hour],
  [9, 4 * hour],
  [10, 8 * hour],
  [11, 12 * hour],
  [12, 12 * hour],
  [100, 12 * hour],
])('after try %i waits %i ms', (tries, ms) => {
  expect(retryDelay(tries, 0.5, 0.5)).toBe(ms);
});

it('spreads each wait by the jitter', () => {
  expect([0, 0.25, 1].map((random) => retryDelay(3, random, 0.5))).toEqual([15_000, 22_500, 45_000]);
  expect(retryDelay(3, 1, 0)).toBe(30_000);
});

it('never waits longer or shorter than the jitter', () => {
  const jitter = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), jitter, jitter, (tries, random, share) => {
      const plain = retryDelay(tries, 0, 0);
      const delay = retryDelay(tries, random, share);
      expect(Math.abs(delay - plain)).toBeLessThanOrEqual(plain * share + 1);
    }),
  );
});

const failed = { tries: 20, firstTryAt: 1_000, random: 0.5, jitter: 0.5 };

it('tries as long as a try comes within 7 days', () => {
  expect(giveUpAfter).toBe(604_800_000);
  const now = 1_000 + giveUpAfter - 12 * hour;
  expect(nextTryAt({ ...failed, now })).toBe(1_000 + giveUpAfter);
});

it('gives up when the next try would be later', () => {
  const now = 1_000 + giveUpAfter - 12 * hour + 1;
  expect(nextTryAt({ ...failed, now })).toBeUndefined();
});
