// Coupons that two instances change at once: each change happens once, with one line of history and one event.
import { bucketOf } from '../../server/domain/bucket.ts';
import { deactivateBatch } from '../../server/usecase/deactivate.ts';
import { expireBatch } from '../../server/usecase/expire.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { dayMs } from '../kit/builders.ts';
import { redeemCoupon, reverseCoupon } from '../kit/redeem.ts';
import { runningStock } from '../kit/stocks.ts';
import { couponsOf, type Instances, twoInstances } from './instances.ts';

let instances: Instances;
beforeEach(async () => {
  instances = await twoInstances();
});

const count = async (sql: string) =>
  (await instances.one.database.read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`))[0]?.n;
const claimed = async (many: number, terms = {}) => {
  const stockId = await runningStock(instances.one, {
    max_coupons: 1000,
    max_coupons_per_user: 50,
    ...terms,
  });
  const outcomes = await instances.deal(many, (n) => ({
    stockId,
    userCode: `u${n % 7}`,
    requestId: `r${n}`,
  }));
  return couponsOf(outcomes);
};

it('redeems a coupon once, whoever is faster', async () => {
  const coupons = await claimed(40);
  const tries = coupons.flatMap(({ couponId }) =>
    [instances.one, instances.two].map(({ useCases }) => redeemCoupon(useCases, couponId, 'till')),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(40);
  expect(await count("coupon_history WHERE event = 'use'")).toBe(40);
  expect(await count("outbox_event WHERE interface = 'coupon.status.rsync'")).toBe(40);
});

it('takes a redemption back once', async () => {
  const [coupon] = await claimed(1);
  await redeemCoupon(instances.one.useCases, coupon?.couponId ?? '', 'till');
  const tries = Array.from({ length: 10 }, (_, n) =>
    reverseCoupon((n % 2 === 0 ? instances.one : instances.two).useCases, coupon?.couponId ?? '', 'till'),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await count(`coupon WHERE status = ${CouponStatus.available}`)).toBe(1);
});

it('ends a batch or none of it, against a till', async () => {
  const coupons = (await claimed(70)).filter(({ userCode }) => userCode === 'u3');
  const [first] = coupons;
  if (first === undefined) throw new Error('nobody has a coupon');
  const order = {
    tenantId: 'demo',
    appChannelId: 1,
    userCode: 'u3',
    to: CouponStatus.expired,
    reason: undefined,
  };
  const batch = deactivateBatch(instances.one.useCases, order, coupons.slice(0, 10));
  const [ended, redeemed] = await Promise.allSettled([
    batch,
    redeemCoupon(instances.two.useCases, first.couponId, 'till'),
  ]);
  const used = await count(`coupon WHERE status = ${CouponStatus.used}`);
  const expired = await count(`coupon WHERE status = ${CouponStatus.expired}`);
  if (ended.status === 'rejected') throw ended.reason;
  const done = ended.value.kind === 'done';
  expect([redeemed.status, used, expired]).toEqual(done ? ['rejected', 0, 10] : ['fulfilled', 1, 0]);
});

it('expires each coupon once, with two sweepers', async () => {
  const now = instances.one.useCases.now();
  await claimed(120, {
    available_begin_time: formatTime(now - dayMs),
    available_end_time: formatTime(now + 1_000),
  });
  const later = () => now + 60_000;
  const sweep = async ({ useCases }: Instances['one']) => {
    for (let left = 1; left > 0; ) left = await expireBatch({ ...useCases, now: later }, 20);
  };
  await Promise.all([sweep(instances.one), sweep(instances.two), sweep(instances.one)]);
  expect(await count(`coupon WHERE status = ${CouponStatus.expired}`)).toBe(120);
  expect(await count("coupon_history WHERE event = 'expire'")).toBe(120);
});

it("keeps what is a user's in the user's bucket", async () => {
  const coupons = await claimed(70);
  const { buckets } = instances.one.useCases;
  expect(new Set(coupons.map(({ bucket }) => bucket)).size).toBe(
    Math.min(buckets, new Set(coupons.map(({ userCode }) => bucketOf(userCode, buckets))).size),
  );
  for (const { bucket, userCode } of coupons) expect(bucket).toBe(bucketOf(userCode, buckets));
});
