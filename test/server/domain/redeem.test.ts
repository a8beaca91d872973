// sp §8: using a coupon within its validity, and what a reversal gives back.
import { decideFreeze, decideRedeem, decideReverse, decideUnfreeze } from '../../../server/domain/redeem.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aCoupon } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const { available, used, expired, invalid } = CouponStatus;
const by = { at: noon, actor: 'operator' };
const refused = (reason: string) => ({ kind: 'refused', reason });
const heldBy = (holder: string, untilAt = noon + 1) => aCoupon({ hold: { by: holder, untilAt } });

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
    expect(decideRedeem(coupon, by)).toEqual(refused(reason));
  });

  it('leaves a held one to the consume that holds it', () => {
    const use = (coupon = heldBy('till/1')) => decideRedeem(coupon, { ...by, redeemedBy: 'till/1' });
    expect(use(heldBy('till/2'))).toEqual(refused('couponFrozen'));
    expect(decideRedeem(heldBy('till/1'), by)).toEqual(refused('couponFrozen'));
    expect(use()).toMatchObject({ change: { after: { hold: undefined, redeemedBy: 'till/1' } } });
    expect(use(heldBy('till/2', noon))).toMatchObject({ kind: 'changed' });
  });
});

describe('decideFreeze', () => {
  const freeze = (coupon = aCoupon(), at = noon) =>
    decideFreeze(coupon, { ...by, at, hold: { by: 'till/1', untilAt: at + 9 } });

  it('keeps an available coupon for whoever asks', () => {
    const after = aCoupon({ version: 2, hold: { by: 'till/1', untilAt: noon + 9 } });
    expect(freeze()).toEqual({
      kind: 'changed',
      change: expect.objectContaining({ after, event: 'freeze', at: noon }),
    });
    expect(freeze(aCoupon({ beginAt: noon + 1 }))).toMatchObject({ kind: 'changed' });
  });

  it('keeps it longer for who has it, and for nobody else', () => {
    expect(freeze(heldBy('till/1'))).toMatchObject({ change: { after: { hold: { untilAt: noon + 9 } } } });
    expect(freeze(heldBy('till/2'))).toEqual(refused('couponFrozen'));
    expect(freeze(heldBy('till/2', noon))).toMatchObject({ kind: 'changed' });
  });

  it.each([
    ['couponUsed', { status: used, usedAt: noon }],
    ['couponExpired', { endAt: noon - 1 }],
    ['couponInvalid', { status: invalid, endedAt: noon }],
  ] as const)('refuses as %s', (reason, coupon) => {
    expect(freeze(aCoupon(coupon))).toEqual(refused(reason));
  });
});

describe('decideUnfreeze', () => {
  it('lets go what is held', () => {
    const letGo = { kind: 'changed', change: { event: 'unfreeze', after: { version: 2, hold: undefined } } };
    expect(decideUnfreeze(heldBy('till/1'), by, 'till/1')).toMatchObject(letGo);
    expect(decideUnfreeze(heldBy('till/1'), by, undefined)).toMatchObject(letGo);
  });

  it('does not let go what another holds', () => {
    expect(decideUnfreeze(heldBy('till/1'), by, 'till/2')).toEqual(refused('couponFrozen'));
  });

  it.each([
    ['is not held', aCoupon()],
    ['is held no longer', heldBy('till/1', noon)],
    ['is over', aCoupon({ endAt: noon - 1, hold: { by: 'till/1', untilAt: noon + 9 } })],
  ])('has nothing to do where it %s', (_, coupon) => {
    expect(decideUnfreeze(coupon, by, 'till/1')).toBeUndefined();
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
