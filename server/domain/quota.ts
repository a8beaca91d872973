// How a stock's coupons are spread over its counters, one a bucket. Together they allow exactly max_coupons, whatever moves between them.
import type { Counter } from './claims.ts';

/**
 * New quotas for all the counters of a stock: each keeps what it has issued, and what is left is shared out evenly.
 * @param counters one for each bucket
 * @param first buckets that come first where an even share leaves a rest: those that ran dry
 * @throws RangeError when more were issued than `maxCoupons`
 */
export function shareQuota(
  maxCoupons: number,
  counters: readonly Counter[],
  first: ReadonlySet<number> = new Set(),
): Counter[] {
  const left = maxCoupons - issuedOf(counters);
  if (left < 0) throw new RangeError(`${maxCoupons} coupons, of which ${maxCoupons - left} are issued`);
  const share = Math.floor(left / counters.length);
  let rest = left - share * counters.length;
  const inOrder = [...counters].sort((a, b) => Number(first.has(b.bucket)) - Number(first.has(a.bucket)));
  return inOrder.map((counter) => {
    const more = rest > 0 ? 1 : 0;
    rest -= more;
    return { ...counter, quota: counter.issued + share + more };
  });
}

export const issuedOf = (counters: readonly Counter[]): number =>
  counters.reduce((sum, { issued }) => sum + issued, 0);
