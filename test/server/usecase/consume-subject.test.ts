// Who a consume is about: found by a customer's id, by coupons, or by the codes that a phone shows.
import type { Context } from '../../../server/context.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import type { ConsumeRequest } from '../../../server/usecase/consume.ts';
import { findSubject } from '../../../server/usecase/consume-subject.ts';
import { scanCodeOf, unguarded } from '../../../server/usecase/scan-code.ts';
import { aConsume, byId } from '../../kit/builders.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor, newCustomer } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';

let context: Context;
let stockId: string;
beforeEach(async () => {
  context = await testContext();
  stockId = await runningStock(context);
});

const subjectOf = (request: Partial<ConsumeRequest>) =>
  findSubject(context.useCases, aConsume(request), unguarded);
const byCode = async (...coupons: Coupon[]): Promise<ConsumeRequest['coupons']> => {
  const codes = await Promise.all(coupons.map((coupon) => scanCodeOf(context.useCases, coupon)));
  return { by: 'code', values: codes.map(({ code }) => code) };
};
const keyOf = ({ bucket, couponId, userCode }: Coupon) => ({ bucket, couponId, userCode });

describe('by a customer’s id', () => {
  it('takes the coupons’ ids at their word: whose they are is seen under the lock', async () => {
    const customer = await newCustomer(context, 'ann');
    const { bucket, customerId, userCode } = customer;
    expect(await subjectOf({ customerId, coupons: byId('1') })).toStrictEqual({
      tenantId: 'demo',
      customer,
      coupons: [{ bucket, couponId: '1', userCode }],
    });
  });

  it('knows no customer of another tenant', async () => {
    const { customerId } = await newCustomer(context, 'ann');
    const refused = { kind: 'refused', reason: 'customerNotFound' };
    expect(await subjectOf({ customerId, tenantId: 'other' })).toStrictEqual(refused);
    expect(await subjectOf({ customerId: '1' })).toStrictEqual(refused);
  });
});

describe('by coupons alone', () => {
  it('finds whose they are, who need not be a customer yet', async () => {
    const coupon = await claimFor(context, stockId, 'ann');
    const request = { coupons: byId(coupon.couponId) };
    const subject = { tenantId: 'demo', customer: undefined, coupons: [keyOf(coupon)] };
    expect(await subjectOf(request)).toStrictEqual(subject);
    const customer = await newCustomer(context, 'ann');
    expect(await subjectOf(request)).toStrictEqual({ ...subject, customer });
  });

  it('finds no customer for another tenant', async () => {
    const coupon = await claimFor(context, stockId, 'ann');
    await newCustomer(context, 'ann');
    expect(await subjectOf({ tenantId: 'other', coupons: byId(coupon.couponId) })).toStrictEqual({
      tenantId: 'other',
      customer: undefined,
      coupons: [keyOf(coupon)],
    });
  });

  it('says which one nobody has', async () => {
    const { couponId } = await claimFor(context, stockId, 'ann');
    expect(await subjectOf({ coupons: byId(couponId, '1') })).toStrictEqual({
      kind: 'refused',
      reason: 'couponNotFound',
      couponId: '1',
    });
  });

  it('refuses one twice', async () => {
    const { couponId } = await claimFor(context, stockId, 'ann');
    const refused = { kind: 'refused', reason: 'couponTwice' };
    expect(await subjectOf({ coupons: byId(couponId, couponId) })).toStrictEqual(refused);
  });
});

describe('by scan codes', () => {
  it('tells the handle that the code was for', async () => {
    const coupon = await claimFor(context, stockId, 'ann');
    const coupons = await byCode(coupon);
    const handle = coupons.values[0]?.slice(1, 12);
    expect(await subjectOf({ coupons })).toStrictEqual({
      tenantId: 'demo',
      customer: undefined,
      coupons: [{ ...keyOf(coupon), handle }],
    });
  });

  it('says no more of a code that is none', async () => {
    const values = ['10000000000000000000'];
    const refused = { kind: 'refused', reason: 'codeInvalid' };
    expect(await subjectOf({ coupons: { by: 'code', values } })).toStrictEqual(refused);
  });

  it.each<[string, Partial<ConsumeRequest>]>([
    ['a fen', { amountFen: 1 }],
    ['a point', { points: 1 }],
    ['a password', { payPassword: '4711' }],
  ])('of two people tell not whose %s it would be', async (_, more) => {
    const coupons = await byCode(
      await claimFor(context, stockId, 'ann'),
      await claimFor(context, stockId, 'bob'),
    );
    expect(await subjectOf({ coupons, ...more })).toStrictEqual({ kind: 'refused', reason: 'ownersDiffer' });
    expect(await subjectOf({ coupons })).toMatchObject({ customer: undefined });
  });

  it('of one person pay from their wallet', async () => {
    const customer = await newCustomer(context, 'ann');
    const coupons = await byCode(
      await claimFor(context, stockId, 'ann'),
      await claimFor(context, stockId, 'ann'),
    );
    expect(await subjectOf({ coupons, amountFen: 1 })).toMatchObject({ customer });
  });
});
