// sp §8: a coupon's states, and the time at which it is over.
import {
  type CouponEvent,
  changeCoupon,
  couponTransitions,
  effective,
  isExpiring,
  isOver,
} from '../../../server/domain/coupon.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aCoupon } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const { available, used, expired, invalid } = CouponStatus;
const events: readonly CouponEvent[] = ['use', 'restore', 'restore-late', 'expire', 'invalidate'];

/** The protocol's diagram, written down by hand. */
const diagram: Partial<Record<CouponStatus, Partial<Record<CouponEvent, CouponStatus>>>> = {
  [available]: { use: used, expire: expired, invalidate: invalid },
  [used]: { restore: available, 'restore-late': expired },
};

const statuses = Object.entries(CouponStatus);
const pairs = statuses.flatMap(([name, from]) => events.map((event) => [name, event, from] as const));

function inState(status: CouponStatus) {
  const ended = status === expired || status === invalid;
  return aCoupon({ status, usedAt: status === used ? noon : undefined, endedAt: ended ? noon : undefined });
}

describe('the coupon state machine', () => {
  it.each(pairs)('takes %s by %s where the diagram says so', (_, event, from) => {
    const change = changeCoupon(inState(from), event, { at: noon + 1, actor: 'test' });
    expect(change?.after.status).toBe(diagram[from]?.[event]);
  });

  it('lists each state and event once', () => {
    const keys = couponTransitions.map(({ from, event }) => `${from} ${event}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no way out of its ends', () => {
    expect(couponTransitions.filter(({ from }) => from === expired || from === invalid)).toEqual([]);
  });
});

describe('changeCoupon', () => {
  const by = { at: noon + 5, actor: 'till', reason: 'paid' };

  it('tells what was, what is, who and why', () => {
    const before = aCoupon({ version: 4 });
    expect(changeCoupon(before, 'use', by)).toEqual({
      before,
      after: { ...before, status: used, version: 5, usedAt: noon + 5 },
      event: 'use',
      at: noon + 5,
      actor: 'till',
      reason: 'paid',
    });
  });

  it('takes the time of use away when restoring', () => {
    expect(changeCoupon(inState(used), 'restore', by)?.after).toEqual({ ...aCoupon(), version: 2 });
  });

  it('dates an end now unless told otherwise', () => {
    expect(changeCoupon(aCoupon(), 'invalidate', by)?.after.endedAt).toBe(noon + 5);
    expect(changeCoupon(aCoupon(), 'expire', { ...by, endedAt: noon - 1 })?.after.endedAt).toBe(noon - 1);
  });

  it('leaves no trace of use on one restored late', () => {
    const after = changeCoupon(inState(used), 'restore-late', by)?.after;
    expect(after).toMatchObject({ status: expired, usedAt: undefined, endedAt: noon + 5 });
  });
});

describe('a coupon at the end of its validity', () => {
  const coupon = aCoupon({ endAt: noon });

  it('is over from the millisecond after', () => {
    expect([noon - 1, noon, noon + 1].map((now) => isOver(coupon, now))).toEqual([false, false, true]);
  });

  it('counts as expired at that end', () => {
    expect(effective(coupon, noon)).toBe(coupon);
    expect(effective(coupon, noon + 1)).toEqual({ ...coupon, status: expired, endedAt: noon });
  });

  it.each(statuses.filter(([, status]) => status !== available))('stays as it is when %s', (_, status) => {
    const ended = { ...inState(status), endAt: noon };
    expect(isExpiring(ended, noon + 1)).toBe(false);
    expect(effective(ended, noon + 1)).toBe(ended);
  });
});
