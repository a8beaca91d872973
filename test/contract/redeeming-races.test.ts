// Everything else that tills, phones, operators and 出行服务 may do to a coupon or a customer at the same moment, at two instances.
import type { Customer } from '../../server/domain/customer.ts';
import { findCoupon } from '../../server/store/sql/find-coupons.ts';
import { findWallet } from '../../server/store/sql/wallets.ts';
import { ensureCustomer } from '../../server/usecase/customer.ts';
import { deactivateCoupon } from '../../server/usecase/deactivate.ts';
import { expireBatch } from '../../server/usecase/expire.ts';
import { freezeCoupon } from '../../server/usecase/freeze.ts';
import { setPassword } from '../../server/usecase/pay-password.ts';
import { scanCodeOf } from '../../server/usecase/scan-code.ts';
import { adjust, topUp } from '../../server/usecase/wallet.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { atEnd } from '../kit/at-end.ts';
import { dayMs } from '../kit/builders.ts';
import { disagreements } from '../kit/disagreements.ts';
import { claimFor, newCustomer } from '../kit/merchant.ts';
import { runningStock } from '../kit/stocks.ts';
import { type Instances, twoInstances } from './instances.ts';
import { atOnce, consumeAt, kindsOf, lifeOf } from './redeeming.ts';

let instances: Instances;
let ann: Customer;
beforeEach(async () => {
  instances = await twoInstances();
  atEnd(async () => expect(await disagreements(instances.one.database.read)).toEqual([]));
  ann = await newCustomer(instances.one, 'ann', { rechargeFen: 10_000 });
});

const many = { max_coupons: 1_000, max_coupons_per_user: 500 };
const claimMany = async (count: number, terms = {}) => {
  const stockId = await runningStock(instances.one, { ...many, ...terms });
  return Promise.all(Array.from({ length: count }, () => claimFor(instances.one, stockId, 'ann')));
};
const count = async (sql: string) =>
  (await instances.one.database.read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`))[0]?.n;

it.each([100, 0])('counts five wrong passwords of forty for %i fen, and locks', async (amountFen) => {
  await setPassword(instances.one.useCases, ann, '4711');
  const order = { customerId: ann.customerId, amountFen };
  const outcomes = await atOnce(instances, 40, (till, n) =>
    consumeAt(till, { ...order, bizId: `b${n}`, payPassword: '0815' }),
  );
  expect(kindsOf(outcomes)).toEqual({ passwordWrong: 5, passwordLocked: 35 });
  const right = await consumeAt(instances.two, { ...order, payPassword: '4711' });
  expect(right).toEqual({ kind: 'refused', reason: 'passwordLocked' });
  const wallet = await findWallet(instances.one.database.read, ann);
  expect(wallet).toMatchObject({ rechargeFen: 10_000, tries: { wrong: 5 } });
});

it('lets a till or 出行服务 have each coupon', async () => {
  const coupons = await claimMany(40);
  const order = { tenantId: 'demo', appChannelId: 1, userCode: 'ann', reason: undefined };
  for (const [consumed, ended] of await Promise.all(
    coupons.map((coupon, n) =>
      Promise.all([
        consumeAt(n % 2 === 0 ? instances.one : instances.two, {
          bizId: `b${n}`,
          coupons: { by: 'id', values: [coupon.couponId] },
        }),
        deactivateCoupon(
          (n % 4 < 2 ? instances.one : instances.two).useCases,
          { ...order, to: CouponStatus.invalid },
          coupon,
        ),
      ]),
    ),
  )) {
    const winners = [kindsOf([consumed]), ended?.kind];
    expect([
      [{ done: 1 }, 'illegal'],
      [{ couponInvalid: 1 }, 'ended'],
    ]).toContainEqual(winners);
  }
  expect(await count('coupon_history')).toBe(40);
  for (const { couponId } of coupons) expect((await lifeOf(instances.one, couponId)).events).toHaveLength(1);
});

it('lets a till or the end of the validity have each coupon', async () => {
  const { one, two } = instances;
  const now = one.useCases.now();
  const terms = {
    available_begin_time: formatTime(now - dayMs),
    available_end_time: formatTime(now + 60_000),
  };
  const coupons = await claimMany(40, terms);
  // To the sweepers of one instance it is over, for the tills of the other it is not: their clocks differ.
  const later = { ...two, useCases: { ...two.useCases, now: () => now + 120_000 } };
  const sweep = async () => {
    for (let left = 1; left > 0; ) left = await expireBatch(later.useCases, 7);
  };
  const [outcomes] = await Promise.all([
    Promise.all(
      coupons.map(({ couponId }, n) =>
        consumeAt(n % 2 === 0 ? one : later, { bizId: `b${n}`, coupons: { by: 'id', values: [couponId] } }),
      ),
    ),
    sweep(),
    sweep(),
  ]);
  const { done = 0, couponExpired } = kindsOf(outcomes);
  expect(done + (couponExpired ?? 0)).toBe(40);
  expect(await count(`coupon WHERE status = ${CouponStatus.used}`)).toBe(done);
  expect(await count(`coupon WHERE status = ${CouponStatus.expired}`)).toBe(40 - done);
  expect(await count('coupon_history')).toBe(40);
  expect(await count("outbox_event WHERE interface = 'coupon.status.rsync'")).toBe(40);
});

it('lets one of twenty hold a coupon', async () => {
  const [coupon] = await claimMany(1);
  const { couponId = '' } = coupon ?? {};
  const outcomes = await atOnce(instances, 20, ({ useCases }, n) =>
    freezeCoupon(useCases, {
      ...{ tenantId: 'demo', account: 'naixue', actor: 'till' },
      ...{ bizId: `b${n}`, couponId, forMs: 60_000 },
    }),
  );
  expect(kindsOf(outcomes)).toEqual({ done: 1, couponFrozen: 19 });
  const holder = outcomes.findIndex(({ kind }) => kind === 'done');
  const consumed = await atOnce(instances, 20, (till, n) =>
    consumeAt(till, { bizId: `b${n}`, coupons: { by: 'id', values: [couponId] } }),
  );
  const { couponFrozen = 0, couponUsed = 0 } = kindsOf(consumed);
  expect([consumed[holder]?.kind, couponFrozen + couponUsed]).toEqual(['done', 19]);
});

it('makes a user one customer, with one wallet', async () => {
  const user = { tenantId: 'demo', appChannelId: 1, userCode: 'ben' };
  const customers = await atOnce(instances, 50, ({ useCases }) => ensureCustomer(useCases, user));
  expect(new Set(customers.map(({ customerId }) => customerId)).size).toBe(1);
  expect(await count("customer WHERE user_code = 'ben'")).toBe(1);
  const [{ customerId } = ann] = customers;
  expect(await count(`wallet WHERE customer_id = '${customerId}'`)).toBe(1);
});

it('gives a coupon one handle, whoever shows it', async () => {
  const [coupon] = await claimMany(1);
  if (coupon === undefined) throw new Error('nobody has a coupon');
  const codes = await atOnce(instances, 50, ({ useCases }) => scanCodeOf(useCases, coupon));
  expect(new Set(codes.map(({ code }) => code.slice(0, 12))).size).toBe(1);
  expect(await count('redeem_handle')).toBe(1);
  const { database, useCases } = instances.one;
  const { redeemHandle } = (await findCoupon(database.read, coupon.couponId, useCases.buckets)) ?? {};
  expect(codes[0]?.code.slice(1, 12)).toBe(redeemHandle);
});

it('redeems a scanned code once', async () => {
  const [coupon] = await claimMany(1);
  if (coupon === undefined) throw new Error('nobody has a coupon');
  const { code } = await scanCodeOf(instances.one.useCases, coupon);
  const outcomes = await atOnce(instances, 50, (till, n) =>
    consumeAt(till, { bizId: `b${n}`, coupons: { by: 'code', values: [code] } }),
  );
  expect(kindsOf(outcomes)).toEqual({ done: 1, couponUsed: 49 });
});

it('gives a Token to one of two bodies', async () => {
  const used = await atOnce(instances, 100, async ({ tokens }, n) => {
    const bodyHash = `body ${n % 4 < 2 ? 'a' : 'b'}`;
    return { bodyHash, isTheirs: await tokens.use({ token: 't1', bodyHash }) };
  });
  const winners = used.filter(({ isTheirs }) => isTheirs).map(({ bodyHash }) => bodyHash);
  expect([winners.length, new Set(winners).size]).toEqual([50, 1]);
  expect(await count('used_token')).toBe(1);
});

it('settles Tokens that cross each other in any order', async () => {
  const used = await atOnce(instances, 200, async ({ tokens }, n) => {
    const token = `t${(n * 7) % 20}`;
    return { token, isTheirs: await tokens.use({ token, bodyHash: `body ${n}` }) };
  });
  const winners = used.filter(({ isTheirs }) => isTheirs).map(({ token }) => token);
  expect([winners.length, new Set(winners).size]).toEqual([20, 20]);
});

it('books a top-up that is sent again once', async () => {
  const change = { rechargeFen: 500, giftFen: 50, points: 5 };
  const order = { change, orderId: 'o1', actor: 'test', reason: undefined };
  const entries = await atOnce(instances, 30, ({ useCases }) => topUp(useCases, ann, order));
  expect(new Set(entries.map(({ entryNumber }) => entryNumber))).toEqual(new Set([2]));
  expect(await findWallet(instances.one.database.read, ann)).toMatchObject({
    rechargeFen: 10_500,
    version: 2,
  });
});

it('keeps tills and operators apart at a wallet', async () => {
  const taken = { rechargeFen: -100, giftFen: 0, points: 0 };
  const by = { change: taken, orderId: undefined, actor: 'test', reason: 'a test' };
  const outcomes = await atOnce(instances, 160, (at, n) =>
    n % 4 < 2
      ? consumeAt(at, { bizId: `b${n}`, customerId: ann.customerId, amountFen: 100 })
      : adjust(at.useCases, ann, by).then(
          () => ({ kind: 'done' }),
          (error: { key?: string }) => ({ kind: error.key ?? String(error) }),
        ),
  );
  const { done, balanceShort = 0, stateForbids = 0 } = kindsOf(outcomes);
  expect([done, balanceShort + stateForbids]).toEqual([100, 60]);
  expect(await findWallet(instances.one.database.read, ann)).toMatchObject({ rechargeFen: 0, version: 101 });
});
