// sp §8: using a coupon within its validity, and what a reversal gives back.
import { decideRedeem, decideReverse } from '../../../server/domain/redeem.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aCoupon } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const { available, used, expired, invalid } = CouponStatus;
const by = { at: noon, actor: 'operator' };

describe('decideRedeem', () => {
  it('uses an available coupon', () => {
    const after = aCoupon({ status: used, version: 2, usedAt: noon });
    expect(decideRedeem(aCoupon(), by)).toMatchObject({ kind: 'changed', change: { after, event: 'use' } });
  });

  it.each([
    ['first', { beginAt: noon }],
    ['last', { endAt: noon }],
  ])('uses one in the %s millisecond of its validity', (_, validity) => {
    expect(decideRedeem(aCoupon(validity), by).kind).toBe('changed');
  });

  it.each([
    ['couponUsed', aCoupon({ status: used, usedAt: noon })],
    ['couponExpired', aCoupon({ status: expired, endedAt: noon })],
    ['couponInvalid', aCoupon({ status: invalid, endedAt: noon })],
    ['couponNotBegun', aCoupon({ beginAt: noon + 1 })],
    ['couponExpired', aCoupon({ endAt: noon - 1 })],
    // The state is what matters where the validity has not begun either.
    ['couponUsed', aCoupon({ status: used, usedAt: noon, beginAt: noon + 1 })],
    ['couponExpired', aCoupon({ status: expired, endedAt: noon, beginAt: noon + 1 })],
    ['couponInvalid', aCoupon({ status: invalid, endedAt: noon, beginAt: noon + 1 })],
    ['couponInvalid', aCoupon({ status: invalid, endedAt: noon, endAt: noon - 1 })],
  ] as const)('refuses as %s', (reason, coupon) => {
    expect(decideRedeem(coupon, by)).toEqual({ kind: 'refused', reason });
  });
});

describe('decideReverse', () => {
  const aUsed = aCoupon({ status: used, usedAt: noon - 5, endAt: noon });

  it('makes a used coupon available again', () => {
    const after = aCoupon({ status: available, version: 2, endAt: noon });
    expect(decideReverse(aUsed, by)).toMatchObject({ after, event: 'restore' });
    expect(decideReverse(aUsed, by)?.after.usedAt).toBeUndefined();
  });

  it('lands in expired when the validity is over', () => {
    const change = decideReverse(aUsed, { ...by, at: noon + 1 });
    expect(change).toMatchObject({ event: 'restore-late', at: noon + 1 });
    expect(change?.after).toMatchObject({ status: expired, usedAt: undefined, endedAt: noon });
  });

  it.each([
    ['available', aCoupon()],
    ['past its end', aCoupon({ endAt: noon - 1 })],
    ['expired', aCoupon({ status: expired, endedAt: noon })],
    ['invalid', aCoupon({ status: invalid, endedAt: noon })],
  ])('has nothing to take back from one %s', (_, coupon) => {
    expect(decideReverse(coupon, by)).toBeUndefined();
  });
});
