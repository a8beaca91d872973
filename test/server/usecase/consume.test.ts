// A till's consume and its reversal: what is answered, what is answered again, who is told, and what is refused.
import type { Context } from '../../../server/context.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import type { Customer } from '../../../server/domain/customer.ts';
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { findWallet } from '../../../server/store/sql/wallets.ts';
import { type ConsumeRequest, consume } from '../../../server/usecase/consume.ts';
import { invalidateCoupon } from '../../../server/usecase/invalidate.ts';
import { setPassword } from '../../../server/usecase/pay-password.ts';
import { reverse } from '../../../server/usecase/reverse.ts';
import { scanCodeOf, unguarded } from '../../../server/usecase/scan-code.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aConsume } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor, newCustomer } from '../../kit/merchant.ts';
import { outboxOf } from '../../kit/outbox.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';

let context: Context;
let clock: TestClock;
let stockId: string;
let ann: Customer;
let coupon: Coupon;
let told: { events: number; coupons: string[] };
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  stockId = await runningStock(context);
  ann = await newCustomer(context, 'ann', { rechargeFen: 600, giftFen: 400, points: 50 });
  coupon = await claimFor(context, stockId, 'ann');
  told = { events: 0, coupons: [] };
});

/** Use cases that note whom they wake. */
const watched = (): Context['useCases'] => ({
  ...context.useCases,
  eventsCommitted: () => {
    told.events += 1;
  },
  couponsChanged: (ids) => {
    told.coupons.push(...ids);
  },
});
const ask = (more: Partial<ConsumeRequest> = {}) => consume(watched(), aConsume(more), unguarded);
const takeBack = (more: Partial<Parameters<typeof reverse>[1]> = {}) =>
  reverse(watched(), {
    ...{ tenantId: 'demo', account: 'naixue', bizId: 'b1', actor: 'till', reason: undefined },
    ...more,
  });
const byId = (...values: string[]): ConsumeRequest['coupons'] => ({ by: 'id', values });
const everything = () => ({
  customerId: ann.customerId,
  coupons: byId(coupon.couponId),
  ...{ amountFen: 700, points: 7, storeCode: 's1', booking: 'gift-at-store' as const },
});
const events = (of = coupon) => outboxOf(context.database.read, `coupon:${of.couponId}`);
const history = () =>
  context.database.read.all('SELECT event, actor, reason FROM coupon_history ORDER BY version');
const refused = (reason: string, couponId?: string) => ({
  kind: 'refused',
  reason,
  ...(couponId !== undefined && { couponId }),
});

describe('a consume', () => {
  it('answers what was taken, what is left and who books it; and tells', async () => {
    expect(await ask(everything())).toStrictEqual({
      kind: 'done',
      again: false,
      answer: {
        couponIds: [coupon.couponId],
        taken: { rechargeFen: 600, giftFen: 100, points: 7 },
        after: { rechargeFen: 0, giftFen: 300, points: 43 },
        booked: { headOfficeFen: 600, storeFen: 100 },
      },
    });
    expect(told).toEqual({ events: 1, coupons: [coupon.couponId] });
    expect(await events()).toMatchObject([{ body: { coupon_status: CouponStatus.used } }]);
  });

  it('is answered again without anything happening, whatever has happened since', async () => {
    const first = await ask(everything());
    const since = aConsume({ bizId: 'b2', customerId: ann.customerId, points: 1 });
    await consume(context.useCases, since, unguarded);
    told = { events: 0, coupons: [] };
    expect(await ask(everything())).toEqual({ ...first, again: true });
    expect(told).toEqual({ events: 0, coupons: [] });
    expect(await events()).toHaveLength(1);
  });

  it('of another account is another one, with the same bizId', async () => {
    const order = { customerId: ann.customerId, amountFen: 100 };
    await ask(order);
    expect(await ask({ ...order, account: 'other' })).toMatchObject({ kind: 'done', again: false });
  });

  it.each<[string, Partial<ConsumeRequest>]>([
    ['another amount', { amountFen: 701 }],
    ['other points', { points: 8 }],
    ['another store', { storeCode: 's2' }],
    ['another order', { orderFen: 10_000 }],
    ['no customer', { customerId: undefined }],
    ['no coupon', { coupons: byId() }],
  ])('is refused with the bizId of %s', async (_, more) => {
    await ask(everything());
    expect(await ask({ ...everything(), ...more })).toStrictEqual(refused('bizIdReused'));
  });

  it('is refused for a customer that nobody is, and for a wrong password, which counts', async () => {
    expect(await ask({ customerId: '1' })).toStrictEqual(refused('customerNotFound'));
    const order = { customerId: ann.customerId, amountFen: 1, payPassword: '0815' };
    expect(await ask(order)).toStrictEqual(refused('passwordNotSet'));
    await setPassword(context.useCases, ann, '4711');
    expect(await ask(order)).toStrictEqual(refused('passwordWrong'));
    expect(await findWallet(context.database.read, ann)).toMatchObject({
      ...{ rechargeFen: 600, version: 1 },
      tries: { wrong: 1 },
    });
    expect(await ask({ ...order, payPassword: '4711' })).toMatchObject({ kind: 'done' });
  });

  it('leaves the wallet alone that it takes nothing from, and still says what it holds', async () => {
    const outcome = await ask({ customerId: ann.customerId, coupons: byId(coupon.couponId) });
    expect(outcome).toMatchObject({ answer: { after: { rechargeFen: 600, giftFen: 400, points: 50 } } });
    expect(await listLedger(context.database.read, ann, 10)).toMatchObject([{ kind: 'topup' }]);
  });

  it('says of nobody’s wallet nothing', async () => {
    const theirs = await claimFor(context, stockId, 'nobody-yet');
    const outcome = await ask({ coupons: byId(theirs.couponId) });
    expect(outcome).toMatchObject({ kind: 'done', answer: { after: undefined } });
    expect(await takeBack()).toMatchObject({ kind: 'done', answer: { after: undefined } });
  });

  it('does not take what is somebody else’s', async () => {
    const theirs = await claimFor(context, stockId, 'bob');
    const outcome = await ask({ customerId: ann.customerId, coupons: byId(theirs.couponId) });
    expect(outcome).toStrictEqual(refused('couponNotFound', theirs.couponId));
    expect(told).toEqual({ events: 0, coupons: [] });
  });

  it('does not take what the same user has in another channel', async () => {
    const elsewhere = await runningStock(context, { app_channel_id: 11 });
    const theirs = await claimFor(context, elsewhere, 'ann');
    const outcome = await ask({ customerId: ann.customerId, coupons: byId(theirs.couponId) });
    expect(outcome).toStrictEqual(refused('couponNotFound', theirs.couponId));
  });

  it('does not take what is another tenant’s, by id or by code', async () => {
    await newTenant(context, 'other');
    const { code } = await scanCodeOf(context.useCases, coupon);
    const byCode = { by: 'code', values: [code] } as const;
    expect(await ask({ tenantId: 'other', coupons: byId(coupon.couponId) })).toStrictEqual(
      refused('couponNotFound', coupon.couponId),
    );
    expect(await ask({ tenantId: 'other', coupons: byCode })).toStrictEqual(refused('codeInvalid'));
    expect(await events()).toEqual([]);
  });

  it('does not tell whoever shows a code more than its coupon’s state', async () => {
    const { code } = await scanCodeOf(context.useCases, coupon);
    await invalidateCoupon(context.useCases, coupon.couponId, 'operator', 'test');
    expect(await ask({ coupons: { by: 'code', values: [code] } })).toMatchObject(refused('couponInvalid'));
  });
});

describe('a reversal', () => {
  it('gives back everything, says so, and tells', async () => {
    await ask(everything());
    told = { events: 0, coupons: [] };
    clock.advance(1);
    expect(await takeBack()).toStrictEqual({
      kind: 'done',
      again: false,
      answer: {
        couponIds: [coupon.couponId],
        given: { rechargeFen: 600, giftFen: 100, points: 7 },
        after: { rechargeFen: 600, giftFen: 400, points: 50 },
      },
    });
    expect(told).toEqual({ events: 1, coupons: [coupon.couponId] });
    expect((await events()).map(({ body }) => body)).toMatchObject([
      { coupon_status: CouponStatus.used },
      { coupon_status: CouponStatus.available },
    ]);
    const stored = await context.database.read.all('SELECT state, reversed_at, reversed_by FROM consume');
    expect(stored).toEqual([{ state: 'reversed', reversed_at: noon + 1, reversed_by: 'till' }]);
    const [line] = await context.database.read.all(
      'SELECT kind, ref, reason FROM ledger_entry ORDER BY entry_number DESC LIMIT 1',
    );
    expect(line).toEqual({
      kind: 'reverse',
      ref: 'reverse:naixue/b1',
      reason: 'reversal of naixue/b1',
    });
  });

  it('is answered again without anything happening; the consume is refused from then on', async () => {
    await ask(everything());
    const first = await takeBack();
    told = { events: 0, coupons: [] };
    expect(await takeBack()).toEqual({ ...first, again: true });
    expect(await ask(everything())).toStrictEqual(refused('consumeReversed'));
    expect(told).toEqual({ events: 0, coupons: [] });
    expect(await events()).toHaveLength(2);
  });

  it('says why, where the till does', async () => {
    await ask(everything());
    await takeBack({ reason: '退货', actor: 'manager' });
    expect(await history()).toMatchObject([
      { event: 'use', actor: 'till' },
      { event: 'restore', actor: 'manager', reason: '退货' },
    ]);
  });

  it.each<[string, object]>([
    ['coupons alone', { amountFen: 0, points: 0 }],
    ['an amount alone', { coupons: byId(), points: 0 }],
    ['points alone', { coupons: byId(), amountFen: 0 }],
    ['as much gift as principal', { coupons: byId(), points: 0, take: 'gift-first', amountFen: 800 }],
    ['as many points as fen', { coupons: byId(), amountFen: 7 }],
    ['the gift alone', { coupons: byId(), points: 0, take: 'gift-first', amountFen: 100 }],
  ])('gives back %s', async (_, more) => {
    const outcome = await ask({ ...everything(), ...more });
    const taken = outcome.kind === 'done' ? outcome.answer.taken : undefined;
    const after = { rechargeFen: 600, giftFen: 400, points: 50 };
    expect(await takeBack()).toMatchObject({ kind: 'done', answer: { given: taken, after } });
    const kinds = (await listLedger(context.database.read, ann, 10)).map(({ kind }) => kind);
    const moves = Object.values(taken ?? {}).some((value) => value > 0);
    expect(kinds).toEqual(moves ? ['reverse', 'consume', 'topup'] : ['topup']);
  });

  it('before its consume uses the bizId up', async () => {
    expect(await takeBack()).toStrictEqual(refused('consumeNotFound'));
    expect(await takeBack()).toStrictEqual(refused('consumeNotFound'));
    expect(await ask(everything())).toStrictEqual(refused('consumeReversed'));
    expect(told).toEqual({ events: 0, coupons: [] });
    const stored = await context.database.read.all(
      'SELECT state, at, actor, store_code, customer_id, answer, coupons, fingerprint FROM consume',
    );
    expect(stored).toEqual([
      {
        ...{ state: 'void', at: noon, actor: 'till', store_code: null, customer_id: null },
        ...{ answer: '{}', coupons: '[]', fingerprint: '' },
      },
    ]);
  });

  it('of another account finds nothing', async () => {
    await ask(everything());
    expect(await takeBack({ account: 'other' })).toStrictEqual(refused('consumeNotFound'));
  });

  const halved = 'not everything that naixue/b1 took is there to be given back';
  it.each([
    [
      'a coupon is another consume’s',
      "UPDATE coupon SET redeemed_by = 'naixue/b9'",
      expect.stringMatching(/^coupon \d+ is not what naixue\/b1 made of it$/),
    ],
    ['a coupon is gone', `UPDATE consume SET coupons = '[{"couponId":"1","userCode":"ann"}]'`, halved],
    ['the wallet is gone', "UPDATE consume SET customer_id = '1'", halved],
  ])('fails where %s, and changes nothing', async (_, sql, message) => {
    await ask(everything());
    await context.database.transaction((tx) => tx.run(sql, []));
    await expect(takeBack()).rejects.toMatchObject({ message });
    const stored = await context.database.read.all('SELECT state FROM consume');
    expect(stored).toEqual([{ state: 'done' }]);
  });
});
