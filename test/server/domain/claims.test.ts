// sp §6 claim: who gets a coupon, who does not and why, and what a repeated request gets.
import {
  type ClaimRequest,
  type ClaimView,
  counterKey,
  decideClaims,
  requestKey,
  stockKey,
  userKey,
} from '../../../server/domain/claims.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import type { Stock } from '../../../server/domain/stock.ts';
import { CouponStatus, StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aClaim, aCoupon, aStock, dayMs } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

interface Before {
  readonly stock?: Stock | undefined;
  readonly issued?: number;
  readonly issuedToUser?: number;
  readonly known?: readonly Coupon[];
}

/** What the store would have read for the one stock and user of the builders. */
function viewOf({ stock = aStock(), issued = 0, issuedToUser = 0, known = [] }: Before = {}): ClaimView {
  const key = aClaim();
  const counter = { ...key, issued, quota: stock.maxCoupons };
  const userCounter = { ...key, issued: issuedToUser, quota: stock.maxCouponsPerUser };
  return {
    stocks: new Map([[stockKey(stock), stock]]),
    counters: new Map([[counterKey(key), counter]]),
    userCounters: new Map([[userKey(key), userCounter]]),
    known: new Map(known.map((coupon) => [requestKey(coupon), coupon])),
  };
}

const decide = (view: ClaimView, requests: readonly ClaimRequest[], now = noon) => {
  let made = 0;
  return decideClaims(view, requests, now, () => `c${++made}`);
};
const decideOne = (before: Before, request = aClaim(), now = noon) =>
  decide(viewOf(before), [request], now).outcomes[0];
const refused = (reason: string) => expect.objectContaining({ kind: 'refused', reason });

describe('decideClaims', () => {
  it('issues an available coupon with the validity of its stock', () => {
    const phone = { sealed: 's', hash: 'h', masked: '139****2222' };
    const decision = decide(viewOf(), [aClaim({ extra: 'x', phone })]);
    const coupon = aCoupon({ couponId: 'c1', extra: 'x', phone });
    expect(decision.outcomes).toEqual([{ kind: 'issued', coupon, stock: aStock() }]);
    expect(decision.coupons).toEqual([coupon]);
  });

  it('counts what it issued for stock and user', () => {
    const stock = aStock({ maxCoupons: 10, maxCouponsPerUser: 5 });
    const { counters, userCounters } = decide(viewOf({ stock, issued: 7, issuedToUser: 3 }), [aClaim()]);
    const of = { bucket: 0, tenantId: 'demo', stockId: 'test001' };
    expect(counters).toMatchObject([{ ...of, issued: 8, quota: 10 }]);
    expect(userCounters).toMatchObject([{ ...of, userCode: 'udxbxd', issued: 4, quota: 5 }]);
  });

  it('counts a user by the limit of today', () => {
    const view = viewOf({ stock: aStock({ maxCouponsPerUser: 5 }), issuedToUser: 1 });
    const raised = {
      ...view,
      userCounters: new Map([[userKey(aClaim()), { ...aClaim(), issued: 1, quota: 1 }]]),
    };
    expect(decide(raised, [aClaim()]).userCounters).toMatchObject([{ issued: 2, quota: 5 }]);
  });

  it('writes nothing for a refusal', () => {
    const decision = decide(viewOf({ issuedToUser: 1 }), [aClaim()]);
    expect(decision).toEqual({
      outcomes: [refused('userLimitReached')],
      coupons: [],
      counters: [],
      userCounters: [],
    });
  });

  it.each([
    ['an unknown stock', {}, aClaim({ stockId: 'other' }), 'stockNotFound'],
    ["another tenant's stock", {}, aClaim({ tenantId: 'other' }), 'stockNotFound'],
    ["another channel's stock", {}, aClaim({ appChannelId: 11 }), 'stockNotFound'],
    ['a stock of which all are given out', { issued: 100 }, aClaim(), 'stockExhausted'],
    ['a user who has all of theirs', { issuedToUser: 1 }, aClaim(), 'userLimitReached'],
  ] as const)('refuses %s', (_, before, request, reason) => {
    expect(decideOne(before, request)).toEqual(refused(reason));
  });

  it.each(Object.entries(StockStatus).filter(([name]) => name !== 'running'))(
    'refuses a stock that is %s',
    (_, status) => expect(decideOne({ stock: aStock({ status }) })).toEqual(refused('stockNotIssuing')),
  );

  it('takes the stock of any channel where none was asked for', () => {
    expect(decideOne({}, aClaim({ appChannelId: undefined }))).toMatchObject({ kind: 'issued' });
  });

  it('refuses a stock whose counter is missing', () => {
    expect(decide({ ...viewOf(), counters: new Map() }, [aClaim()]).outcomes).toEqual([
      refused('stockExhausted'),
    ]);
  });

  it('issues until the last millisecond of the validity', () => {
    const stock = aStock({ endAt: noon });
    expect(decideOne({ stock }, aClaim(), noon)).toMatchObject({ kind: 'issued' });
    expect(decideOne({ stock }, aClaim(), noon + 1)).toEqual(refused('stockOver'));
  });

  it('issues before the validity begins', () => {
    const stock = aStock({ beginAt: noon + 1 });
    expect(decideOne({ stock })).toMatchObject({ kind: 'issued', coupon: { beginAt: noon + 1 } });
  });

  it('names the first of several reasons', () => {
    const gone = { issued: 100, issuedToUser: 1 };
    const endAt = noon - 1;
    const reasonOf = (stock: Stock, before: Before = gone, request = aClaim()) =>
      decideOne({ ...before, stock }, request);
    const stopped = aStock({ endAt, status: StockStatus.stopped });
    expect(reasonOf(stopped, gone, aClaim({ appChannelId: 0 }))).toEqual(refused('stockNotFound'));
    expect(reasonOf(stopped)).toEqual(refused('stockNotIssuing'));
    expect(reasonOf(aStock({ endAt }))).toEqual(refused('stockOver'));
    expect(reasonOf(aStock())).toEqual(refused('stockExhausted'));
    expect(reasonOf(aStock(), { issuedToUser: 1 })).toEqual(refused('userLimitReached'));
  });

  it('counts coupons that ended, since counters only grow', () => {
    const known = [aCoupon({ status: CouponStatus.invalid, endedAt: noon })];
    const before = { known, issued: 1, issuedToUser: 1 };
    expect(decideOne(before, aClaim({ requestId: 'r2' }))).toEqual(refused('userLimitReached'));
    expect(
      decideOne({ ...before, stock: aStock({ maxCoupons: 1 }) }, aClaim({ requestId: 'r2', userCode: 'u2' })),
    ).toEqual(refused('stockExhausted'));
  });
});

describe('decideClaims for a request_id that has its coupon', () => {
  const coupon = aCoupon({ couponId: 'first' });

  it.each([
    ['the user has no more', { issuedToUser: 1 }],
    ['the stock is sold out', { issued: 100 }],
    ['the stock is stopped', { stock: aStock({ status: StockStatus.stopped }) }],
    ['the stock is paused', { stock: aStock({ status: StockStatus.paused }) }],
    ['the validity is over', { stock: aStock({ endAt: noon - dayMs }) }],
  ])('returns that coupon although %s', (_, before) => {
    const view = viewOf({ ...before, known: [coupon] });
    const decision = decide(view, [aClaim()]);
    expect(decision.outcomes).toMatchObject([{ kind: 'repeated', coupon }]);
    expect(decision).toMatchObject({ coupons: [], counters: [], userCounters: [] });
  });

  it.each([
    ['used', { status: CouponStatus.used, usedAt: noon }],
    ['expired', { status: CouponStatus.expired, endedAt: noon }],
    ['invalid', { status: CouponStatus.invalid, endedAt: noon }],
  ] as const)('returns it as it is now, %s', (_, state) => {
    const known = [{ ...coupon, ...state }];
    expect(decideOne({ known })).toMatchObject({ kind: 'repeated', coupon: known[0] });
  });

  it('keeps the extra and the time of the first', () => {
    const outcome = decideOne({ known: [coupon] }, aClaim({ extra: 'second' }), noon + dayMs / 2);
    expect(outcome).toMatchObject({ coupon: { extra: undefined, receiveAt: noon } });
  });

  it.each([
    ['another user', { userCode: 'u2' }],
    ['another stock', { stockId: 'other' }],
  ])('refuses %s', (_, other) => {
    expect(decideOne({ known: [coupon] }, aClaim(other))).toEqual(refused('requestIdReused'));
  });

  it('knows the request_ids of two tenants apart', () => {
    const theirs = { ...coupon, tenantId: 'other' };
    expect(decideOne({ known: [theirs] })).toMatchObject({ kind: 'issued' });
  });
});
