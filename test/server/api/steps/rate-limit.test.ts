// So many requests at once, and so many more each second, for each caller.
import { createRateLimit } from '../../../../server/api/steps/rate-limit.ts';
import { createClock } from '../../../kit/clock.ts';

function aLimit(size?: number) {
  const clock = createClock();
  const limit = createRateLimit({ burst: 3, perSecond: 2 }, clock.now, size);
  const taken = (key: string, tries: number) =>
    Array.from({ length: tries }, () => limit.take(key)).filter(Boolean).length;
  return { clock, limit, taken };
}

it('gives a burst and then no more', () => {
  const { taken } = aLimit();
  expect(taken('a', 10)).toBe(3);
});

it('refills evenly, up to the burst', () => {
  const { clock, taken } = aLimit();
  taken('a', 3);
  clock.advance(499);
  expect(taken('a', 5)).toBe(0);
  clock.advance(1);
  expect(taken('a', 5)).toBe(1);
  clock.advance(1_000);
  expect(taken('a', 5)).toBe(2);
  clock.advance(3_600_000);
  expect(taken('a', 9)).toBe(3);
});

it('does not put off a caller who keeps trying', () => {
  const { clock, taken } = aLimit();
  taken('a', 3);
  let granted = 0;
  for (let quarter = 0; quarter < 8; quarter += 1) {
    clock.advance(250);
    granted += taken('a', 2);
  }
  expect(granted).toBe(4);
});

it('counts each caller apart', () => {
  const { taken } = aLimit();
  expect(taken('a', 9)).toBe(3);
  expect(taken('b', 9)).toBe(3);
});

it('gives nothing for a clock that steps back', () => {
  const { clock, taken } = aLimit();
  taken('a', 3);
  clock.advance(-60_000);
  expect(taken('a', 5)).toBe(0);
  clock.advance(500);
  expect(taken('a', 5)).toBe(1);
});

it('remembers a caller through one generation of others', () => {
  const { taken } = aLimit(10);
  taken('a', 3);
  for (let n = 0; n < 10; n += 1) taken(`b${n}`, 1);
  expect(taken('a', 5)).toBe(0);
});

it('forgets callers after two generations of others', () => {
  const { taken } = aLimit(10);
  taken('a', 3);
  for (let n = 0; n < 30; n += 1) taken(`b${n}`, 1);
  expect(taken('a', 5)).toBe(3);
});
