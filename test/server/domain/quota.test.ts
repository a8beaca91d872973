// A stock's coupons spread over counters: together exactly what there is, each at least what it has issued.
import fc from 'fast-check';
import type { Counter } from '../../../server/domain/claims.ts';
import { issuedOf, shareQuota } from '../../../server/domain/quota.ts';

const counters = (...issued: number[]): Counter[] =>
  issued.map((count, bucket) => ({ bucket, tenantId: 'demo', stockId: 's', issued: count, quota: 0 }));
const quotas = (shared: readonly Counter[]) =>
  shared.toSorted((a, b) => a.bucket - b.bucket).map(({ quota }) => quota);

it('shares out evenly what is left', () => {
  expect(quotas(shareQuota(12, counters(1, 0, 5)))).toEqual([3, 2, 7]);
});

it('gives a rest to whoever comes first', () => {
  expect(quotas(shareQuota(5, counters(0, 0, 0)))).toEqual([2, 2, 1]);
  expect(quotas(shareQuota(5, counters(0, 0, 0), new Set([2])))).toEqual([2, 1, 2]);
  expect(quotas(shareQuota(4, counters(0, 0, 0), new Set([1])))).toEqual([1, 2, 1]);
});

it('leaves each what it has issued when nothing is left', () => {
  expect(quotas(shareQuota(6, counters(1, 5)))).toEqual([1, 5]);
});

it('refuses less than was issued, and says how much that is', () => {
  expect(() => shareQuota(5, counters(1, 5))).toThrow(new RangeError('5 coupons, of which 6 are issued'));
});

it('never makes or loses a coupon', () => {
  const issued = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(issued, fc.nat(5_000), fc.uniqueArray(fc.nat(45)), (before, left, first) => {
      const shared = shareQuota(issuedOf(counters(...before)) + left, counters(...before), new Set(first));
      const free = shared.map((counter) => counter.quota - counter.issued);
      expect(free.reduce((sum, more) => sum + more, 0)).toBe(left);
      expect(Math.max(...free) - Math.min(...free)).toBeLessThanOrEqual(1);
      expect(issuedOf(shared)).toBe(issuedOf(counters(...before)));
    }),
  );
});
