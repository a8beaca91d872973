// However claims happen to be grouped, everybody gets what one claim after another would have given them, and no limit breaks.
import * as fc from 'fast-check';
import {
  type ClaimOutcome,
  type ClaimRequest,
  type ClaimView,
  type Counter,
  counterKey,
  decideClaims,
  requestKey,
  stockKey,
  type UserCounter,
  userKey,
} from '../../../server/domain/claims.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import { StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const stocks = [
  aStock({ stockId: 's0', maxCoupons: 4, maxCouponsPerUser: 2 }),
  aStock({ stockId: 's1', maxCoupons: 2, maxCouponsPerUser: 3 }),
  aStock({ stockId: 's2', status: StockStatus.paused }),
];

const claim = fc
  .record({
    userCode: fc.constantFrom('u0', 'u1', 'u2'),
    stockId: fc.constantFrom('s0', 's0', 's1', 's2', 'unknown'),
    requestId: fc.option(fc.constantFrom('r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'), { nil: undefined }),
  })
  .map((fields) => aClaim(fields));
const groups = fc.array(fc.array(claim, { minLength: 1, maxLength: 8 }), { maxLength: 6 });

/** A store in memory: decides group after group and keeps what each of them wrote. */
function run(sequence: readonly (readonly ClaimRequest[])[]) {
  const slots = stocks.map(({ tenantId, stockId, maxCoupons }): Counter => {
    return { bucket: 0, tenantId, stockId, issued: 0, quota: maxCoupons };
  });
  const view = {
    stocks: new Map(stocks.map((stock) => [stockKey(stock), stock])),
    counters: new Map(slots.map((slot) => [counterKey(slot), slot])),
    userCounters: new Map<string, UserCounter>(),
    known: new Map<string, Coupon>(),
  } satisfies ClaimView;
  let made = 0;
  const outcomes = sequence.flatMap((group) => {
    const decision = decideClaims(view, group, noon, () => `c${++made}`);
    for (const counter of decision.counters) view.counters.set(counterKey(counter), counter);
    for (const counter of decision.userCounters) view.userCounters.set(userKey(counter), counter);
    for (const coupon of decision.coupons)
      if (coupon.requestId !== undefined) view.known.set(requestKey(coupon), coupon);
    return decision.outcomes;
  });
  return { outcomes, view };
}

const issuedOf = (outcomes: readonly ClaimOutcome[]) =>
  outcomes.flatMap((outcome) => (outcome.kind === 'issued' ? [outcome.coupon] : []));

const times = (keys: readonly string[]) =>
  keys.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map<string, number>());

describe('decideClaims over any groups', () => {
  it('decides as if one claim came after another', () => {
    fc.assert(
      fc.property(groups, (sequence) => {
        const together = run(sequence);
        const oneByOne = run(sequence.flat().map((request) => [request]));
        expect(together).toEqual(oneByOne);
      }),
    );
  });

  it('never issues more than a limit allows', () => {
    fc.assert(
      fc.property(groups, (sequence) => {
        const coupons = issuedOf(run(sequence).outcomes);
        const perStock = times(coupons.map(stockKey));
        const perUser = times(coupons.map(userKey));
        for (const stock of stocks) {
          expect(perStock.get(stockKey(stock)) ?? 0).toBeLessThanOrEqual(stock.maxCoupons);
          for (const userCode of ['u0', 'u1', 'u2'])
            expect(perUser.get(userKey({ ...stock, userCode })) ?? 0).toBeLessThanOrEqual(
              stock.maxCouponsPerUser,
            );
        }
      }),
    );
  });

  it('counts exactly what it issued', () => {
    fc.assert(
      fc.property(groups, (sequence) => {
        const { outcomes, view } = run(sequence);
        const coupons = issuedOf(outcomes);
        const perStock = times(coupons.map(counterKey));
        for (const [key, { issued }] of view.counters) expect(issued).toBe(perStock.get(key) ?? 0);
        const perUser = times(coupons.map(userKey));
        for (const [key, { issued }] of view.userCounters) expect(issued).toBe(perUser.get(key));
      }),
    );
  });

  it('refuses nobody for whom something is left', () => {
    fc.assert(
      fc.property(groups, (sequence) => {
        const coupons = [] as ReturnType<typeof issuedOf>;
        for (const [index, outcome] of run(sequence).outcomes.entries()) {
          const request = sequence.flat()[index] ?? aClaim();
          const mine = coupons.filter((coupon) => stockKey(coupon) === stockKey(request));
          const stock = stocks.find(({ stockId }) => stockId === request.stockId);
          if (outcome.kind === 'issued') coupons.push(outcome.coupon);
          else if (outcome.kind === 'refused' && outcome.reason === 'stockExhausted')
            expect(mine).toHaveLength(stock?.maxCoupons ?? Number.NaN);
          else if (outcome.kind === 'refused' && outcome.reason === 'userLimitReached')
            expect(mine.filter(({ userCode }) => userCode === request.userCode)).toHaveLength(
              stock?.maxCouponsPerUser ?? Number.NaN,
            );
        }
      }),
    );
  });

  it('gives each request_id one coupon at most', () => {
    fc.assert(
      fc.property(groups, (sequence) => {
        const ids = issuedOf(run(sequence).outcomes).flatMap(({ requestId }) => requestId ?? []);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
