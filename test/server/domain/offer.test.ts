// The one state that a person sees of a stock: what they have comes first, then what the stock is.
import { type OfferCounts, offerState, refusedState } from '../../../server/domain/offer.ts';
import { StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const { running, paused, stopped, inReview, inactive } = StockStatus;
const counts = (more: Partial<OfferCounts> = {}): OfferCounts => ({
  issued: 0,
  mine: 0,
  hasUsable: false,
  ...more,
});
const has = counts({ issued: 1, mine: 1, hasUsable: true });
const had = counts({ issued: 1, mine: 1 });
const stateOf = (stock: Parameters<typeof aStock>[0], of = counts(), now = noon) =>
  offerState(aStock(stock), of, now);

it.each([
  ['claimable', { status: running }],
  ['claimable', { status: running, beginAt: noon + 1 }],
  ['paused', { status: paused }],
  ['ended', { status: stopped }],
  ['not-started', { status: inactive }],
  ['not-started', { status: inReview }],
  ['claimable', { status: running, endAt: noon }],
  ['ended', { status: running, endAt: noon - 1 }],
  ['ended', { status: paused, endAt: noon - 1 }],
] as const)('is %s for whoever has none of %j', (state, stock) => {
  expect(stateOf(stock)).toBe(state);
});

it('is sold out with the last coupon', () => {
  expect(stateOf({ maxCoupons: 5 }, counts({ issued: 4 }))).toBe('claimable');
  expect(stateOf({ maxCoupons: 5 }, counts({ issued: 5 }))).toBe('sold-out');
});

it('is claimed for whoever can use what they have', () => {
  expect(stateOf({}, has)).toBe('claimed');
  for (const status of [paused, stopped]) expect(stateOf({ status }, has)).toBe('claimed');
  expect(stateOf({ maxCoupons: 1 }, has)).toBe('claimed');
});

it('reaches the limit with what was used, too', () => {
  expect(stateOf({}, had)).toBe('limit-reached');
  expect(stateOf({ maxCoupons: 1 }, had)).toBe('limit-reached');
  expect(stateOf({ status: paused }, had)).toBe('paused');
});

it('stays claimable for whoever may have more', () => {
  expect(stateOf({ maxCouponsPerUser: 2 }, has)).toBe('claimable');
});

describe('after a refused claim', () => {
  const found = (reason: string, stock: Parameters<typeof aStock>[0] = {}) =>
    refusedState(reason, aStock(stock), noon);

  it.each([
    ['stockExhausted', 'sold-out'],
    ['userLimitReached', 'limit-reached'],
    ['requestIdReused', undefined],
    ['stockNotFound', undefined],
  ])('tells of %s that it is %s', (reason, state) => {
    expect(found(reason)).toBe(state);
  });

  it.each([
    [paused, 'paused'],
    [stopped, 'ended'],
    [inReview, 'not-started'],
    [running, 'claimable'],
  ] as const)('tells by the stock, status %s, that it is %s', (status, state) => {
    expect(found('stockNotIssuing', { status })).toBe(state);
  });

  it('tells that the time is over', () => {
    expect(found('stockOver', { endAt: noon - 1 })).toBe('ended');
  });
});
