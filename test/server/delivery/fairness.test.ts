import { allot } from '../../../server/delivery/fairness.ts';

const wants = (ready: number, inFlight = 0) => ({ ready, inFlight });

it('gives a lone channel everything', () => {
  expect(allot([wants(100)], 32, true)).toEqual([32]);
});

it('gives no more than is ready', () => {
  expect(allot([wants(3), wants(0), wants(2)], 32, false)).toEqual([3, 0, 2]);
});

it('keeps as much free as a channel holds', () => {
  expect(allot([wants(100)], 32, false)).toEqual([16]);
  expect(allot([wants(100, 16)], 16, false)).toEqual([0]);
});

it('divides evenly between channels', () => {
  const [a = 0, b = 0] = allot([wants(100), wants(100)], 32, false);
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1);
  expect(a + b).toBeLessThan(32);
});

it('leaves a place for each newcomer', () => {
  let free = 32;
  for (let slow = 0; slow < 5; slow += 1) free -= allot([wants(100)], free, false)[0] ?? 0;
  expect(free).toBeGreaterThan(0);
  expect(allot([wants(1)], free, false)).toEqual([1]);
});

it('gives nothing when nothing is free', () => {
  expect(allot([wants(5)], 0, true)).toEqual([0]);
});
