// A reversal: everything that a consume took, once; and a bizId that is used up.
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { byId } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';
import { aTill, eventsOf, everything, forget, refused, type Till } from './till.ts';

let till: Till;
beforeEach(async () => {
  till = await aTill();
});

it('gives back everything, says so, and tells', async () => {
  await till.ask(everything(till));
  forget(till);
  till.clock.advance(1);
  expect(await till.takeBack()).toStrictEqual({
    kind: 'done',
    again: false,
    answer: {
      couponIds: [till.coupon.couponId],
      given: { rechargeFen: 600, giftFen: 100, points: 7 },
      after: { rechargeFen: 600, giftFen: 400, points: 50 },
    },
  });
  expect(till.told).toEqual({ events: 1, coupons: [till.coupon.couponId] });
  expect((await eventsOf(till)).map(({ body }) => body)).toMatchObject([
    { coupon_status: CouponStatus.used },
    { coupon_status: CouponStatus.available },
  ]);
  const stored = await till.context.database.read.all('SELECT state, reversed_at, reversed_by FROM consume');
  expect(stored).toEqual([{ state: 'reversed', reversed_at: noon + 1, reversed_by: 'till' }]);
  const [line] = await till.context.database.read.all(
    'SELECT kind, ref, reason FROM ledger_entry ORDER BY entry_number DESC LIMIT 1',
  );
  expect(line).toEqual({
    kind: 'reverse',
    ref: 'reverse:naixue/b1',
    reason: 'reversal of naixue/b1',
  });
});

it('is answered again without anything happening; the consume is refused from then on', async () => {
  await till.ask(everything(till));
  const first = await till.takeBack();
  forget(till);
  expect(await till.takeBack()).toEqual({ ...first, again: true });
  expect(await till.ask(everything(till))).toStrictEqual(refused('consumeReversed'));
  expect(till.told).toEqual({ events: 0, coupons: [] });
  expect(await eventsOf(till)).toHaveLength(2);
});

it('says why, where the till does', async () => {
  await till.ask(everything(till));
  await till.takeBack({ reason: '退货', actor: 'manager' });
  const history = await till.context.database.read.all(
    'SELECT event, actor, reason FROM coupon_history ORDER BY version',
  );
  expect(history).toMatchObject([
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
  const outcome = await till.ask({ ...everything(till), ...more });
  const taken = outcome.kind === 'done' ? outcome.answer.taken : undefined;
  const after = { rechargeFen: 600, giftFen: 400, points: 50 };
  expect(await till.takeBack()).toMatchObject({ kind: 'done', answer: { given: taken, after } });
  const kinds = (await listLedger(till.context.database.read, till.ann, 10)).map(({ kind }) => kind);
  const moves = Object.values(taken ?? {}).some((value) => value > 0);
  expect(kinds).toEqual(moves ? ['reverse', 'consume', 'topup'] : ['topup']);
});

it('before its consume uses the bizId up', async () => {
  expect(await till.takeBack()).toStrictEqual(refused('consumeNotFound'));
  expect(await till.takeBack()).toStrictEqual(refused('consumeNotFound'));
  expect(await till.ask(everything(till))).toStrictEqual(refused('consumeReversed'));
  expect(till.told).toEqual({ events: 0, coupons: [] });
  const stored = await till.context.database.read.all(
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
  await till.ask(everything(till));
  expect(await till.takeBack({ account: 'other' })).toStrictEqual(refused('consumeNotFound'));
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
  await till.ask(everything(till));
  await till.context.database.transaction((tx) => tx.run(sql, []));
  await expect(till.takeBack()).rejects.toMatchObject({ message });
  const stored = await till.context.database.read.all('SELECT state FROM consume');
  expect(stored).toEqual([{ state: 'done' }]);
});
