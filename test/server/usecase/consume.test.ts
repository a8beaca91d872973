// A till's consume: what is answered, what is answered again, who is told, and what is refused.
import type { Coupon } from '../../../server/domain/coupon.ts';
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { findWallet } from '../../../server/store/sql/wallets.ts';
import { type ConsumeRequest, consume } from '../../../server/usecase/consume.ts';
import { invalidateCoupon } from '../../../server/usecase/invalidate.ts';
import { setPassword } from '../../../server/usecase/pay-password.ts';
import { scanCodeOf, unguarded } from '../../../server/usecase/scan-code.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aConsume, byId } from '../../kit/builders.ts';
import { claimFor } from '../../kit/merchant.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';
import { aTill, eventsOf, everything, forget, refused, type Till } from './till.ts';

let till: Till;
beforeEach(async () => {
  till = await aTill();
});

it('answers what was taken, what is left and who books it; and tells', async () => {
  expect(await till.ask(everything(till))).toStrictEqual({
    kind: 'done',
    again: false,
    answer: {
      couponIds: [till.coupon.couponId],
      taken: { rechargeFen: 600, giftFen: 100, points: 7 },
      after: { rechargeFen: 0, giftFen: 300, points: 43 },
      booked: { headOfficeFen: 600, storeFen: 100 },
    },
  });
  expect(till.told).toEqual({ events: 1, coupons: [till.coupon.couponId] });
  expect(await eventsOf(till)).toMatchObject([{ body: { coupon_status: CouponStatus.used } }]);
});

it('is answered again without anything happening, whatever has happened since', async () => {
  const first = await till.ask(everything(till));
  const since = aConsume({ bizId: 'b2', customerId: till.ann.customerId, points: 1 });
  await consume(till.context.useCases, since, unguarded);
  forget(till);
  expect(await till.ask(everything(till))).toEqual({ ...first, again: true });
  expect(till.told).toEqual({ events: 0, coupons: [] });
  expect(await eventsOf(till)).toHaveLength(1);
});

it('of another account is another one, with the same bizId', async () => {
  const order = { customerId: till.ann.customerId, amountFen: 100 };
  await till.ask(order);
  expect(await till.ask({ ...order, account: 'other' })).toMatchObject({ kind: 'done', again: false });
});

it.each<[string, Partial<ConsumeRequest>]>([
  ['another amount', { amountFen: 701 }],
  ['other points', { points: 8 }],
  ['another store', { storeCode: 's2' }],
  ['another order', { orderFen: 10_000 }],
  ['no customer', { customerId: undefined }],
  ['no coupon', { coupons: byId() }],
])('is refused with the bizId of %s', async (_, more) => {
  await till.ask(everything(till));
  expect(await till.ask({ ...everything(till), ...more })).toStrictEqual(refused('bizIdReused'));
});

it('is refused for a customer that nobody is, and for a wrong password, which counts', async () => {
  expect(await till.ask({ customerId: '1' })).toStrictEqual(refused('customerNotFound'));
  const order = { customerId: till.ann.customerId, amountFen: 1, payPassword: '0815' };
  expect(await till.ask(order)).toStrictEqual(refused('passwordNotSet'));
  await setPassword(till.context.useCases, till.ann, '4711');
  expect(await till.ask(order)).toStrictEqual(refused('passwordWrong'));
  expect(await findWallet(till.context.database.read, till.ann)).toMatchObject({
    ...{ rechargeFen: 600, version: 1 },
    tries: { wrong: 1 },
  });
  expect(await till.ask({ ...order, payPassword: '4711' })).toMatchObject({ kind: 'done' });
});

it('leaves the wallet alone that it takes nothing from, and still says what it holds', async () => {
  const outcome = await till.ask({ customerId: till.ann.customerId, coupons: byId(till.coupon.couponId) });
  expect(outcome).toMatchObject({ answer: { after: { rechargeFen: 600, giftFen: 400, points: 50 } } });
  expect(await listLedger(till.context.database.read, till.ann, 10)).toMatchObject([{ kind: 'topup' }]);
});

it('says of nobody’s wallet nothing', async () => {
  const theirs = await claimFor(till.context, till.stockId, 'nobody-yet');
  const outcome = await till.ask({ coupons: byId(theirs.couponId) });
  expect(outcome).toMatchObject({ kind: 'done', answer: { after: undefined } });
  expect(await till.takeBack()).toMatchObject({ kind: 'done', answer: { after: undefined } });
});

it('does not take what is somebody else’s', async () => {
  const theirs = await claimFor(till.context, till.stockId, 'bob');
  const outcome = await till.ask({ customerId: till.ann.customerId, coupons: byId(theirs.couponId) });
  expect(outcome).toStrictEqual(refused('couponNotFound', theirs.couponId));
  expect(till.told).toEqual({ events: 0, coupons: [] });
});

it('does not take what the same user has in another channel', async () => {
  const elsewhere = await runningStock(till.context, { app_channel_id: 11 });
  const theirs = await claimFor(till.context, elsewhere, 'ann');
  const outcome = await till.ask({ customerId: till.ann.customerId, coupons: byId(theirs.couponId) });
  expect(outcome).toStrictEqual(refused('couponNotFound', theirs.couponId));
});

it('does not take what is another tenant’s, by id or by code', async () => {
  await newTenant(till.context, 'other');
  await runningStock(till.context, { stock_id: till.stockId }, 'other');
  const { code } = await scanCodeOf(till.context.useCases, till.coupon);
  const byCode = { by: 'code', values: [code] } as const;
  expect(await till.ask({ tenantId: 'other', coupons: byId(till.coupon.couponId) })).toStrictEqual(
    refused('couponNotFound', till.coupon.couponId),
  );
  expect(await till.ask({ tenantId: 'other', coupons: byCode })).toStrictEqual(refused('codeInvalid'));
  expect(await eventsOf(till)).toEqual([]);
});

it('does not tell whoever shows a code more than its coupon’s state', async () => {
  const { code } = await scanCodeOf(till.context.useCases, till.coupon);
  await invalidateCoupon(till.context.useCases, till.coupon.couponId, 'operator', 'test');
  expect(await till.ask({ coupons: { by: 'code', values: [code] } })).toMatchObject(refused('couponInvalid'));
});

describe('by codes', () => {
  const codesOf = async (...coupons: Coupon[]): Promise<ConsumeRequest['coupons']> => {
    const minted = await Promise.all(coupons.map((one) => scanCodeOf(till.context.useCases, one)));
    return { by: 'code', values: minted.map(({ code }) => code) };
  };

  it('takes several at once', async () => {
    const another = await claimFor(till.context, till.stockId, 'ann');
    const coupons = await codesOf(till.coupon, another);
    expect(await till.ask({ coupons })).toMatchObject({
      kind: 'done',
      answer: { couponIds: [till.coupon.couponId, another.couponId] },
    });
  });

  it('does not mind that one was shown, where the coupon is named', async () => {
    await codesOf(till.coupon);
    expect(await till.ask({ coupons: byId(till.coupon.couponId) })).toMatchObject({ kind: 'done' });
  });

  it('is answered again when they are too old by then', async () => {
    const coupons = await codesOf(till.coupon);
    const first = await till.ask({ coupons });
    till.clock.advance(600_000);
    expect(await till.ask({ coupons })).toEqual({ ...first, again: true });
    expect(await till.ask({ coupons, bizId: 'b2' })).toStrictEqual(refused('codeInvalid'));
  });

  it('does not take what was shown before a reversal', async () => {
    const coupons = await codesOf(till.coupon);
    await till.ask({ coupons });
    await till.takeBack();
    expect(await till.ask({ coupons, bizId: 'b2' })).toStrictEqual(refused('codeInvalid'));
  });
});
