// What a consume takes: coupons, balance and points, all of them or nothing, with the reason of the first that fails.
import {
  type ConsumeOrder,
  consumeRef,
  decideConsume,
  type RedeemableCoupon,
  readConsumeRef,
} from '../../../server/domain/consume.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import type { Wallet } from '../../../server/domain/wallet.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aConsume, aCoupon, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const anOrder = (more: Partial<ConsumeOrder> = {}): ConsumeOrder => ({
  ...aConsume(),
  couponIds: [],
  ...more,
});
const wallet: Wallet = {
  bucket: 0,
  customerId: 'c1',
  version: 4,
  rechargeFen: 600,
  giftFen: 400,
  points: 50,
};
const found = (coupon: Coupon = aCoupon(), more: Partial<RedeemableCoupon> = {}) =>
  new Map([[coupon.couponId, { coupon, stock: aStock(), stores: [], ...more }]]);
const { couponId } = aCoupon();
const decide = (more: Partial<ConsumeOrder>, coupons = found(), of: Wallet | undefined = wallet) =>
  decideConsume(anOrder(more), coupons, of, noon);

describe('the reference of a consume', () => {
  it('tells account and bizId, which may have slashes and line breaks', () => {
    expect(consumeRef({ account: 'naixue', bizId: 'b1' })).toBe('naixue/b1');
    expect(readConsumeRef('naixue/b1')).toEqual({ account: 'naixue', bizId: 'b1' });
    expect(readConsumeRef('naixue/2026/\n/7')).toEqual({ account: 'naixue', bizId: '2026/\n/7' });
  });

  it.each([undefined, '', 'operator', 'naixue/', '/b1', '/x/y', '/'])('is not %p', (ref) => {
    expect(readConsumeRef(ref)).toBeUndefined();
  });
});

describe('coupons', () => {
  it('are used by the consume, in the order of the request', () => {
    const [one, two] = [aCoupon({ couponId: '2' }), aCoupon({ couponId: '1' })];
    const decision = decide({ couponIds: ['2', '1'] }, new Map([...found(two), ...found(one)]));
    expect(decision).toMatchObject({
      kind: 'done',
      changes: [one, two].map((coupon) => ({
        after: { ...coupon, status: CouponStatus.used, version: 2, usedAt: noon, redeemedBy: 'naixue/b1' },
        reason: 'consume naixue/b1',
        actor: 'till',
      })),
      taken: { rechargeFen: 0, giftFen: 0, points: 0 },
      move: undefined,
    });
  });

  it('say at which store, where the till does', () => {
    expect(decide({ couponIds: [couponId], storeCode: 's1' })).toMatchObject({
      changes: [{ reason: 'consume naixue/b1 at s1' }],
    });
  });

  it.each<[string, Partial<ConsumeOrder>, ReturnType<typeof found>]>([
    ['couponNotFound', {}, new Map()],
    ['couponUsed', {}, found(aCoupon({ status: CouponStatus.used, usedAt: noon }))],
    ['wrongStore', {}, found(aCoupon(), { stores: ['s1', 's2'] })],
    ['wrongStore', { storeCode: 's3' }, found(aCoupon(), { stores: ['s1', 's2'] })],
    ['orderTooSmall', { orderFen: 9_999 }, found()],
  ])('are refused as %s, with the one that it is about', (reason, more, coupons) => {
    expect(decide({ couponIds: [couponId], ...more }, coupons)).toStrictEqual({
      kind: 'refused',
      reason,
      couponId,
    });
  });

  it.each<[string, Partial<ConsumeOrder>, ReturnType<typeof found>]>([
    ['at one of its stores', { storeCode: 's2' }, found(aCoupon(), { stores: ['s1', 's2'] })],
    ['at any store, where it has none', { storeCode: 's3' }, found()],
    ['with just the minimum', { orderFen: 10_000 }, found()],
  ])('are taken %s', (_, more, coupons) => {
    expect(decide({ couponIds: [couponId], ...more }, coupons)).toMatchObject({ kind: 'done' });
  });
});

describe('the wallet', () => {
  it('pays what is asked for, in one line of its ledger', () => {
    expect(decide({ amountFen: 700, points: 7 })).toMatchObject({
      kind: 'done',
      taken: { rechargeFen: 600, giftFen: 100, points: 7 },
      move: {
        wallet: { rechargeFen: 0, giftFen: 300, points: 43, version: 5 },
        entry: {
          ...{ kind: 'consume', ref: 'consume:naixue/b1', actor: 'till', at: noon, entryNumber: 5 },
          change: { rechargeFen: -600, giftFen: -100, points: -7 },
        },
      },
    });
  });

  it.each<[string, Partial<ConsumeOrder>]>([
    ['an amount', { amountFen: 1 }],
    ['a point', { points: 1 }],
  ])('moves for %s alone', (_, more) => {
    expect(decide(more)).toMatchObject({ move: { wallet: { version: 5 } } });
  });

  it.each<[string, Partial<ConsumeOrder>]>([
    ['balanceShort', { amountFen: 1_001 }],
    ['pointsShort', { points: 51 }],
    ['balanceShort', { amountFen: 1_001, points: 51 }],
  ])('is refused as %s, whatever the coupons are worth', (reason, more) => {
    expect(decide({ couponIds: [couponId], ...more })).toStrictEqual({ kind: 'refused', reason });
  });

  it('gives its last fen and its last point', () => {
    expect(decide({ amountFen: 1_000, points: 50 })).toMatchObject({
      move: { wallet: { rechargeFen: 0, giftFen: 0, points: 0 } },
    });
  });

  it('of nobody pays nothing, and is not needed for nothing', () => {
    const nobodys = (more: Partial<ConsumeOrder>) => decideConsume(anOrder(more), found(), undefined, noon);
    expect(nobodys({ amountFen: 1 })).toStrictEqual({ kind: 'refused', reason: 'balanceShort' });
    expect(nobodys({ points: 1 })).toStrictEqual({ kind: 'refused', reason: 'pointsShort' });
    expect(nobodys({ couponIds: [couponId] })).toMatchObject({ kind: 'done', move: undefined });
  });
});
