// Ids: never twice, in the order in which they were made, 19 digits.
import * as fc from 'fast-check';
import { createSnowflake } from '../../../server/domain/snowflake.ts';
import { createClock, noon } from '../../kit/clock.ts';

const epoch = Date.UTC(2010, 0, 1);
const timeOf = (id: string) => Number(BigInt(id) >> 22n) + epoch;
const take = (count: number, { next }: { next(): string }) => Array.from({ length: count }, next);

describe('createSnowflake', () => {
  it('puts time, worker and sequence together', () => {
    const { next } = createSnowflake(5, () => noon);
    const base = (BigInt(noon - epoch) << 22n) | (5n << 12n);
    expect([next(), next()]).toEqual([String(base), String(base + 1n)]);
  });

  it.each([noon, Date.UTC(2026, 0, 1), Date.UTC(2079, 0, 1)])(
    'has 19 digits and fits 64 bits at %d',
    (at) => {
      const id = createSnowflake(1023, () => at).next();
      expect(id).toMatch(/^[1-9]\d{18}$/);
      expect(BigInt(id)).toBeLessThan(2n ** 63n);
    },
  );

  it('goes on into the next millisecond after 4096 ids', () => {
    const ids = take(
      4097,
      createSnowflake(0, () => noon),
    );
    expect(timeOf(ids[4095] ?? '')).toBe(noon);
    expect(timeOf(ids[4096] ?? '')).toBe(noon + 1);
    expect(new Set(ids).size).toBe(4097);
  });

  it('keeps its order while the clock steps back', () => {
    const clock = createClock();
    const snowflake = createSnowflake(0, clock.now);
    const before = snowflake.next();
    clock.advance(-3_600_000);
    const after = take(5000, snowflake);
    expect([before, ...after]).toEqual([before, ...after].toSorted());
    expect(new Set([before, ...after]).size).toBe(5001);
    expect(timeOf(after[0] ?? '')).toBe(noon);
  });

  it('never repeats or goes down, whatever the clock does', () => {
    const steps = fc.array(
      fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 3000 })),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(steps, (walk) => {
        const clock = createClock();
        const snowflake = createSnowflake(7, clock.now);
        let last = 0n;
        for (const [ms, count] of walk) {
          clock.advance(ms);
          for (const id of take(count, snowflake).map(BigInt)) {
            if (id <= last) throw new Error(`${id} after ${last}`);
            last = id;
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('makes other ids for every worker', () => {
    const ids = [0, 1, 512, 1023].flatMap((worker) =>
      take(
        4200,
        createSnowflake(worker, () => noon),
      ),
    );
    expect(new Set(ids).size).toBe(4 * 4200);
  });

  it('begins after the last millisecond of an earlier holder', () => {
    const snowflake = createSnowflake(0, () => noon, noon + 1000);
    expect(timeOf(snowflake.next())).toBe(noon + 1001);
  });

  it('says how far it came', () => {
    const snowflake = createSnowflake(0, () => noon, noon - 10);
    expect(snowflake.lastAt()).toBe(noon - 10);
    take(4097, snowflake);
    expect(snowflake.lastAt()).toBe(noon + 1);
  });

  it('makes no negative ids while the clock was never set', () => {
    expect(BigInt(createSnowflake(0, () => 0).next())).toBeGreaterThan(0n);
  });

  it.each([-1, 1024, 1.5, Number.NaN])('refuses worker number %d', (worker) => {
    expect(() => createSnowflake(worker, () => noon)).toThrow(RangeError);
  });
});
