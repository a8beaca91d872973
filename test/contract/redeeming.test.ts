// Consumes and reversals at two instances at once: whatever is taken is taken once, all of it or nothing.

import type { Customer } from '../../server/domain/customer.ts';
import { findCoupon } from '../../server/store/sql/find-coupons.ts';
import { listLedger } from '../../server/store/sql/ledger.ts';
import { findWallet } from '../../server/store/sql/wallets.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { atEnd } from '../kit/at-end.ts';
import { byId } from '../kit/builders.ts';
import { disagreements } from '../kit/disagreements.ts';
import { claimFor, newCustomer } from '../kit/merchant.ts';
import { runningStock } from '../kit/stocks.ts';
import { type Instances, twoInstances } from './instances.ts';
import { atOnce, consumeAt, kindsOf, lifeOf, reverseAt } from './redeeming.ts';

let instances: Instances;
let ann: Customer;
let stockId: string;
beforeEach(async () => {
  instances = await twoInstances();
  atEnd(async () => expect(await disagreements(instances.one.database.read)).toEqual([]));
  ann = await newCustomer(instances.one, 'ann', { rechargeFen: 6_000, giftFen: 4_000, points: 50 });
  stockId = await runningStock(instances.one, { max_coupons: 1_000, max_coupons_per_user: 500 });
});

const claimAnns = async () => (await claimFor(instances.one, stockId, 'ann')).couponId;
const statusOf = async (couponId: string) => {
  const { database, useCases } = instances.one;
  return (await findCoupon(database.read, couponId, useCases.buckets))?.status;
};
const balance = async () => {
  const wallet = await findWallet(instances.one.database.read, ann);
  return [wallet?.rechargeFen, wallet?.giftFen, wallet?.points];
};
const lines = async () => {
  const ledger = await listLedger(instances.one.database.read, ann, 1_000);
  return ledger.filter(({ kind }) => kind !== 'topup').map(({ kind }) => kind);
};

describe('consumes at once', () => {
  it('redeem a coupon once, under whichever bizId', async () => {
    const coupon = await claimAnns();
    const outcomes = await atOnce(instances, 200, (till, n) =>
      consumeAt(till, { bizId: `b${n}`, customerId: ann.customerId, coupons: byId(coupon) }),
    );
    expect(kindsOf(outcomes)).toEqual({ done: 1, couponUsed: 199 });
    expect(await lifeOf(instances.one, coupon)).toEqual({ events: ['use'], told: [CouponStatus.used] });
  });

  it('take what a wallet holds and not a fen more', async () => {
    const outcomes = await atOnce(instances, 200, (till, n) =>
      consumeAt(till, { bizId: `b${n}`, customerId: ann.customerId, amountFen: 100 }),
    );
    expect(kindsOf(outcomes)).toEqual({ done: 100, balanceShort: 100 });
    expect(await balance()).toEqual([0, 0, 50]);
    expect(await lines()).toHaveLength(100);
  });

  it('happen once for a bizId, and answer alike', async () => {
    const coupon = await claimAnns();
    const order = { customerId: ann.customerId, coupons: byId(coupon), amountFen: 700, points: 7 };
    const outcomes = await atOnce(instances, 100, (till) => consumeAt(till, order));
    expect(kindsOf(outcomes)).toEqual({ done: 1, again: 99 });
    const answers = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.answer : outcome));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await balance()).toEqual([5_300, 4_000, 43]);
    expect(await lines()).toEqual(['consume']);
  });

  it('refuse a bizId to all others who want something else', async () => {
    const outcomes = await atOnce(instances, 60, (till, n) =>
      consumeAt(till, { customerId: ann.customerId, amountFen: 1 + (n % 3) }),
    );
    const { done, again = 0, bizIdReused } = kindsOf(outcomes);
    expect([done, again, bizIdReused]).toEqual([1, 19, 40]);
    expect(await lines()).toEqual(['consume']);
  });

  it('take all of their coupons or none, in whichever order', async () => {
    const coupons: string[] = [];
    for (let n = 0; n < 6; n += 1) coupons.push(await claimAnns());
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = coupons;
    const sets = [
      [a, b, c],
      [c, b, a],
      [c, d],
      [d, e, a],
      [f, e],
      [e, f, b],
      [b, d, f],
      [a, f],
    ];
    const outcomes = await atOnce(instances, 80, (till, n) => {
      const wanted = sets[n % sets.length] ?? [];
      return consumeAt(till, { bizId: `b${n}`, coupons: byId(...wanted), customerId: ann.customerId });
    });
    const { done = 0, couponUsed = 0 } = kindsOf(outcomes);
    expect(done + couponUsed).toBe(80);
    const taken = outcomes.flatMap((outcome) => (outcome.kind === 'done' ? outcome.answer.couponIds : []));
    expect(new Set(taken).size).toBe(taken.length);
    const statuses = await Promise.all(coupons.map(statusOf));
    expect(coupons.filter((_, n) => statuses[n] === CouponStatus.used)).toEqual([...taken].sort());
    // Nobody was refused for a coupon that is left over.
    expect(sets.every((set) => set.some((coupon) => taken.includes(coupon)))).toBe(true);
  });

  it('take from many wallets what each holds', async () => {
    const users = await Promise.all(
      Array.from({ length: 8 }, (_, n) => newCustomer(instances.one, `user${n}`, { rechargeFen: 1_000 })),
    );
    const outcomes = await atOnce(instances, 160, (till, n) =>
      consumeAt(till, { bizId: `b${n}`, customerId: users[n % 8]?.customerId, amountFen: 60 }),
    );
    // Sixteen times 60 fen leave 40 to each.
    expect(kindsOf(outcomes)).toEqual({ done: 128, balanceShort: 32 });
  });
});

describe('reversals at once', () => {
  it('give back once', async () => {
    const coupon = await claimAnns();
    const order = { customerId: ann.customerId, coupons: byId(coupon), amountFen: 7_000, points: 50 };
    await consumeAt(instances.one, order);
    const outcomes = await atOnce(instances, 50, (till) => reverseAt(till, 'b1'));
    expect(kindsOf(outcomes)).toEqual({ done: 1, again: 49 });
    expect(await balance()).toEqual([6_000, 4_000, 50]);
    expect(await lines()).toEqual(['reverse', 'consume']);
    expect(await lifeOf(instances.two, coupon)).toEqual({
      events: ['use', 'restore'],
      told: [CouponStatus.used, CouponStatus.available],
    });
  });

  it('and their consumes leave all or nothing', async () => {
    const coupons: string[] = [];
    for (let n = 0; n < 40; n += 1) coupons.push(await claimAnns());
    const pairs = await Promise.all(
      coupons.map(async (coupon, n) => {
        const bizId = `b${n}`;
        const order = { bizId, customerId: ann.customerId, coupons: byId(coupon), amountFen: 10 };
        const [reversed, consumed] = await Promise.all([
          reverseAt(n % 4 < 2 ? instances.one : instances.two, bizId),
          consumeAt(n % 2 === 0 ? instances.one : instances.two, order),
        ]);
        return { coupon, order, reversed, consumed };
      }),
    );
    for (const { coupon, order, reversed, consumed } of pairs) {
      // Either the consume was first and is undone, or the reversal was and the consume must never happen.
      const cameFirst = consumed.kind === 'done';
      expect(kindsOf([reversed])).toEqual(cameFirst ? { done: 1 } : { consumeNotFound: 1 });
      if (!cameFirst) expect(consumed.reason).toBe('consumeReversed');
      const { events } = await lifeOf(instances.one, coupon);
      expect(events).toEqual(cameFirst ? ['use', 'restore'] : []);
      expect(kindsOf([await consumeAt(instances.two, order)])).toEqual({ consumeReversed: 1 });
    }
    expect(await balance()).toEqual([6_000, 4_000, 50]);
  });

  it('of a bizId that nobody used void it', async () => {
    const outcomes = await atOnce(instances, 30, (till) => reverseAt(till, 'b1'));
    expect(kindsOf(outcomes)).toEqual({ consumeNotFound: 30 });
    const late = await consumeAt(instances.two, { customerId: ann.customerId, amountFen: 100 });
    expect(late).toEqual({ kind: 'refused', reason: 'consumeReversed' });
    expect(await lines()).toEqual([]);
  });
});
