// Coupons go into the database and come out the same; their changes are written with a line of history, or not at all.
import type { ClaimDecision } from '../../../../server/domain/claims.ts';
import {
  type Coupon,
  type CouponChange,
  type CouponEvent,
  changeCoupon,
} from '../../../../server/domain/coupon.ts';
import type { Database } from '../../../../server/store/database.ts';
import { couponHistory } from '../../../../server/store/sql/coupon-history.ts';
import { findCoupon, findExpiring, lockCoupons } from '../../../../server/store/sql/find-coupons.ts';
import { saveClaims } from '../../../../server/store/sql/save-claims.ts';
import { saveCouponChanges } from '../../../../server/store/sql/save-coupon-changes.ts';
import { CouponStatus } from '../../../../shared/sp/vocabulary.ts';
import { aCoupon } from '../../../kit/builders.ts';
import { noon } from '../../../kit/clock.ts';
import { testDatabase } from '../../../kit/database.ts';

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});

const save = (...coupons: Coupon[]) => {
  const decision: ClaimDecision = { outcomes: [], coupons, counters: [], userCounters: [] };
  return database.transaction((tx) => saveClaims(tx, decision, 1));
};
const saveChanges = (...changes: (CouponChange | undefined)[]) =>
  database.transaction((tx) =>
    saveCouponChanges(
      tx,
      changes.filter((change) => change !== undefined),
    ),
  );
const change = (coupon: Coupon, event: CouponEvent, at = noon) =>
  changeCoupon(coupon, event, { at, actor: 'test', reason: event === 'use' ? undefined : 'why' });
const find = (couponId: string) => findCoupon(database.read, couponId, 1);

describe('a coupon', () => {
  it.each([
    ['all fields', aCoupon({ extra: '{}', phone: { sealed: 's', hash: 'h', masked: '***' } })],
    ['the least', aCoupon({ requestId: undefined, source: 'issue' })],
    ['a use', aCoupon({ status: CouponStatus.used, usedAt: noon })],
    ['an end', aCoupon({ status: CouponStatus.invalid, endedAt: noon, version: 9 })],
  ])('comes back as it was stored, with %s', async (_, coupon) => {
    await save(coupon);
    expect(await find(coupon.couponId)).toEqual(coupon);
  });

  it('is found in whichever bucket it lies', async () => {
    await save(aCoupon({ couponId: '1', bucket: 2 }));
    expect(await findCoupon(database.read, '1', 3)).toMatchObject({ bucket: 2 });
    expect(await findCoupon(database.read, '1', 2)).toBeUndefined();
  });

  it('is locked in the order of ids, and once', async () => {
    await save(aCoupon({ couponId: '1', requestId: 'a' }), aCoupon({ couponId: '2', requestId: 'b' }));
    const keys = ['2', 'x', '1'].map((couponId) => ({ bucket: 0, couponId }));
    const locked = await database.transaction((tx) => lockCoupons(tx, keys));
    expect(locked.map(({ couponId }) => couponId)).toEqual(['1', '2']);
  });
});

describe('findExpiring', () => {
  it('finds available coupons past their end, earliest first', async () => {
    const ends = [noon - 1, noon - 3, noon - 2, noon, noon + 1];
    await save(
      ...ends.map((endAt, index) => aCoupon({ couponId: `${index}`, requestId: `${index}`, endAt })),
    );
    await save(
      aCoupon({ couponId: 'used', requestId: 'x', endAt: 1, status: CouponStatus.used, usedAt: 1 }),
      aCoupon({ couponId: 'elsewhere', requestId: 'y', endAt: 1, bucket: 1 }),
    );
    const ids = async (limit: number) =>
      (await findExpiring(database.read, 0, noon, limit)).map(({ couponId }) => couponId);
    expect(await ids(10)).toEqual(['1', '2', '0']);
    expect(await ids(2)).toEqual(['1', '2']);
  });
});

describe('saveCouponChanges', () => {
  it('writes every state with its history', async () => {
    const coupon = aCoupon();
    await save(coupon);
    const used = change(coupon, 'use', noon + 1);
    await saveChanges(used);
    expect(await find(coupon.couponId)).toEqual(used?.after);
    const late = change(used?.after ?? coupon, 'restore-late', noon + 2);
    await saveChanges(late);
    expect(await find(coupon.couponId)).toEqual(late?.after);
    const both = { actor: 'test' };
    expect(await couponHistory(database.read, coupon)).toEqual([
      { ...both, version: 2, at: noon + 1, event: 'use', from_status: 1, to_status: 2, reason: null },
      {
        ...both,
        version: 3,
        at: noon + 2,
        event: 'restore-late',
        from_status: 2,
        to_status: 3,
        reason: 'why',
      },
    ]);
  });

  it('writes nothing when one was decided on an older state', async () => {
    const [one, two] = [
      aCoupon({ couponId: '1', requestId: 'a' }),
      aCoupon({ couponId: '2', requestId: 'b' }),
    ];
    await save(one, two);
    await saveChanges(change(two, 'use'));
    await expect(saveChanges(change(one, 'expire'), change(two, 'expire'))).rejects.toThrow('meanwhile');
    expect([await find('1'), (await find('2'))?.status]).toEqual([one, CouponStatus.used]);
    expect(await couponHistory(database.read, one)).toEqual([]);
  });

  it('has nothing to do for no changes', async () => {
    await saveChanges();
    expect(await database.read.all('SELECT * FROM coupon_history')).toEqual([]);
  });
});
