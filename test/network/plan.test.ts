// The seed alone decides what becomes of a connection.
import { faultyShare, planOf, stormTimes } from './plan.ts';

const plansOf = (seed: number, count: number) =>
  Array.from({ length: count }, (_, n) => planOf({ seed, longestMs: 800 }, n));

function stormsOf(seed: number): number[] {
  const times = stormTimes(seed);
  return Array.from({ length: 20 }, () => times.next().value);
}

test('plans the same from the same seed', () => {
  expect(plansOf(7, 200)).toEqual(plansOf(7, 200));
  expect(plansOf(7, 200)).not.toEqual(plansOf(8, 200));
  expect(stormsOf(7)).toEqual(stormsOf(7));
  expect(stormsOf(7)).not.toEqual(stormsOf(8));
});

test('spoils 45 % of the connections, in every way', () => {
  const faults = plansOf(1, 10_000).flatMap(({ fault }) => fault ?? []);
  expect(faults.length / 10_000).toBeCloseTo(faultyShare, 1);
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(
    new Set(['refused', 'reset', 'blackhole', 'half-close', 'sliced', 'slow']),
  );
});

test('lets faults come at any byte', () => {
  const bytes = plansOf(1, 10_000).flatMap(({ fault }) => (fault && 'at' in fault ? fault.at.bytes : []));
  expect(Math.min(...bytes)).toBe(0);
  expect(Math.max(...bytes)).toBeGreaterThan(50_000);
});
