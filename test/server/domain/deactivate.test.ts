// sp §6 deactivate and batch deactivate: what each state becomes, and all or nothing.
import type { Coupon } from '../../../server/domain/coupon.ts';
import { type Deactivation, decideBatch, decideDeactivation } from '../../../server/domain/deactivate.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aCoupon } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const { used, expired, invalid } = CouponStatus;
const to = (status: Deactivation['to'], at = noon): Deactivation => ({
  to: status,
  at,
  actor: 'tencent',
  reason: '退款',
});
const aUsed = aCoupon({ couponId: 'used', status: used, usedAt: noon - 1 });
const anExpired = aCoupon({ couponId: 'expired', status: expired, endedAt: noon - 2 });
const anInvalid = aCoupon({ couponId: 'invalid', status: invalid, endedAt: noon - 3 });
const aPast = aCoupon({ couponId: 'past', endAt: noon - 4 });

describe('decideDeactivation', () => {
  it.each([
    ['expired', expired, 'expire'],
    ['invalid', invalid, 'invalidate'],
  ] as const)('makes an available coupon %s, now', (_, status, event) => {
    const decision = decideDeactivation(aCoupon(), to(status));
    const after = aCoupon({ status, version: 2, endedAt: noon });
    expect(decision).toMatchObject({ kind: 'ended', coupon: after });
    expect(decision).toMatchObject({
      change: { before: aCoupon(), after, event, actor: 'tencent', reason: '退款' },
    });
  });

  it.each([
    ['expired', anExpired],
    ['invalid', anInvalid],
  ])('leaves an %s coupon its state and time', (_, coupon) => {
    for (const target of [expired, invalid])
      expect(decideDeactivation(coupon, to(target))).toEqual({ kind: 'ended', coupon, change: undefined });
  });

  it('counts a coupon past its end as expired then', () => {
    const coupon = { ...aPast, status: expired, endedAt: noon - 4 };
    expect(decideDeactivation(aPast, to(invalid))).toEqual({ kind: 'ended', coupon, change: undefined });
  });

  it('deactivates in the last millisecond of the validity', () => {
    expect(decideDeactivation(aCoupon({ endAt: noon }), to(invalid))).toMatchObject({
      coupon: { status: invalid },
    });
  });

  it('refuses a used coupon, even past its end', () => {
    for (const coupon of [aUsed, { ...aUsed, endAt: noon - 1 }])
      expect(decideDeactivation(coupon, to(expired))).toEqual({ kind: 'illegal', coupon });
  });
});

describe('decideBatch', () => {
  const one = aCoupon({ couponId: 'one' });
  const two = aCoupon({ couponId: 'two', stockId: 'test002' });
  const refOf = ({ stockId, couponId }: Coupon) => ({ stockId, couponId });
  const decide = (coupons: readonly Coupon[], known = coupons, status: Deactivation['to'] = expired) =>
    decideBatch(
      coupons.map(refOf),
      ({ couponId }) => known.find((coupon) => coupon.couponId === couponId),
      to(status),
    );

  it('changes every coupon that was available', () => {
    const decision = decide([one, two], undefined, invalid);
    const ended = [one, two].map((coupon) => ({ ...coupon, status: invalid, version: 2, endedAt: noon }));
    expect(decision).toMatchObject({
      kind: 'done',
      coupons: ended,
      changes: ended.map((after) => ({ after })),
    });
  });

  it('shows those that had ended as they are', () => {
    const decision = decide([anExpired, anInvalid, aPast]);
    const past = { ...aPast, status: expired, endedAt: noon - 4 };
    // toEqual takes [undefined] for [].
    expect(decision).toStrictEqual({ kind: 'done', coupons: [anExpired, anInvalid, past], changes: [] });
  });

  it('changes nothing when one of them is used', () => {
    expect(decide([one, aUsed, two])).toEqual({
      kind: 'illegal',
      coupons: [{ stockId: 'test001', couponId: 'used', status: used }],
    });
  });

  it('tells unknown coupons as invalid', () => {
    expect(decide([one, two], [one])).toEqual({
      kind: 'illegal',
      coupons: [{ stockId: 'test002', couponId: 'two', status: invalid }],
    });
  });

  it('lists all illegal coupons in their order', () => {
    const decision = decide([two, aUsed, one], [aUsed]);
    expect(decision).toMatchObject({
      coupons: [{ couponId: 'two' }, { couponId: 'used' }, { couponId: 'one' }],
    });
  });
});
