// Taking coupons back, one by one and in batches (sp §6).

import { formatTime } from '../../../../shared/sp/times.ts';
import { createClock } from '../../../kit/clock.ts';
import { redeemCoupon } from '../../../kit/redeem.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectData, expectRefusal } from './expect.ts';

const clock = createClock();
const server = sharedTestServer({ now: clock.now, env: { SWEEP_INTERVAL_MS: '86400000' } });
const now = () => formatTime(clock.now());

let users = 0;
const newUser = () => {
  users += 1;
  return { app_channel_id: 1, user_code: `holder${users}` };
};
type User = ReturnType<typeof newUser>;
interface Ref {
  stock_id: string;
  coupon_id: string;
}

async function claim(user: User, stock_id?: string): Promise<Ref> {
  const stock = stock_id ?? (await runningStock(server().context));
  const { coupon_id } = expectData('coupon.receive', await server().claim({ ...user, stock_id: stock }));
  return { stock_id: stock, coupon_id };
}
/** Of a stock whose validity is over a moment later. */
async function claimExpired(user: User): Promise<Ref & { endsAt: string }> {
  const endsAt = formatTime(clock.now() + 100);
  const coupon = await claim(user, await runningStock(server().context, { available_end_time: endsAt }));
  clock.advance(200);
  return { ...coupon, endsAt };
}
const use = async (ref: Ref) => redeemCoupon(server().context.useCases, ref.coupon_id, 'till');
const one = (user: User, { stock_id, coupon_id }: Ref, coupon_status: number) =>
  server().call('coupon.deactivate', { ...user, stock_id, coupon_id, coupon_status });
const refsOf = (refs: readonly Ref[]) => refs.map(({ stock_id, coupon_id }) => ({ stock_id, coupon_id }));
const batch = async (user: User, refs: readonly Ref[], coupon_status: number) => {
  const parameters = { ...user, coupons: refsOf(refs), coupon_status };
  return expectData('coupon.batch-deactivate', await server().call('coupon.batch-deactivate', parameters));
};
const timeOf = async (user: User, ref: Ref) =>
  expectData('coupon.deactivate', await one(user, ref, 3)).deactivate_time;

describe('one coupon', () => {
  it('ends now', async () => {
    const user = newUser();
    expect(await timeOf(user, await claim(user))).toBe(now());
  });

  it('keeps its first end', async () => {
    const user = newUser();
    const coupon = await claim(user);
    const first = now();
    expect(expectData('coupon.deactivate', await one(user, coupon, 4)).deactivate_time).toBe(first);
    clock.advance(1_000);
    for (const to of [3, 4]) {
      expect(expectData('coupon.deactivate', await one(user, coupon, to)).deactivate_time).toBe(first);
    }
    expect(await batch(user, [coupon], 3)).toEqual({
      deactivate_coupons: [{ ...coupon, deactivate_time: first }],
    });
  });

  it('that is over but not swept ended at its end', async () => {
    const user = newUser();
    const { endsAt, ...coupon } = await claimExpired(user);
    expect(expectData('coupon.deactivate', await one(user, coupon, 4)).deactivate_time).toBe(endsAt);
    expect(await batch(user, [coupon], 4)).toEqual({ expire_coupons: [{ ...coupon, expire_time: endsAt }] });
  });

  it('that was used stays used', async () => {
    const user = newUser();
    const coupon = await claim(user);
    await use(coupon);
    for (const to of [3, 4]) expectRefusal(await one(user, coupon, to), 400201, /^coupon_id: /);
    expect(await batch(user, [coupon], 3)).toEqual({ illegal_coupons: [{ ...coupon, coupon_status: 2 }] });
  });
});

describe('a batch', () => {
  it('to expired lists all as expired', async () => {
    const user = newUser();
    const coupons = [await claim(user), await claim(user)];
    expect(await batch(user, coupons, 3)).toEqual({
      expire_coupons: coupons.map((coupon) => ({ ...coupon, expire_time: now() })),
    });
  });

  it('to invalid lists all as deactivated', async () => {
    const user = newUser();
    const coupons = [await claim(user), await claim(user)];
    expect(await batch(user, coupons, 4)).toEqual({
      deactivate_coupons: coupons.map((coupon) => ({ ...coupon, deactivate_time: now() })),
    });
  });

  it('lists each coupon by the state it is in', async () => {
    const user = newUser();
    const [expired, fresh] = [await claim(user), await claim(user)];
    const expiredAt = await timeOf(user, expired);
    const { endsAt, ...over } = await claimExpired(user);
    clock.advance(1_000);
    expect(await batch(user, [expired, fresh, over], 4)).toEqual({
      expire_coupons: [
        { ...expired, expire_time: expiredAt },
        { ...over, expire_time: endsAt },
      ],
      deactivate_coupons: [{ ...fresh, deactivate_time: now() }],
    });
  });

  it('changes nothing if a coupon is illegal', async () => {
    const user = newUser();
    const [fresh, used] = [await claim(user), await claim(user)];
    const foreign = await claim(newUser());
    const unknown = { stock_id: fresh.stock_id, coupon_id: '1' };
    const misplaced = { ...fresh, stock_id: used.stock_id };
    await use(used);
    expect(await batch(user, [fresh, used, foreign, unknown, misplaced], 4)).toEqual({
      illegal_coupons: [
        { ...used, coupon_status: 2 },
        { ...foreign, coupon_status: 4 },
        { ...unknown, coupon_status: 4 },
        { ...misplaced, coupon_status: 4 },
      ],
    });
    clock.advance(1_000);
    expect(await timeOf(user, fresh)).toBe(now());
  });

  it('names a coupon once that was sent twice', async () => {
    const user = newUser();
    const coupon = await claim(user);
    expect(await batch(user, [coupon, coupon], 3)).toEqual({
      expire_coupons: [{ ...coupon, expire_time: now() }],
    });
  });

  it('may hold ten coupons of one stock', async () => {
    const user = newUser();
    const stock_id = await runningStock(server().context, { max_coupons_per_user: 10 });
    const coupons: Ref[] = [];
    while (coupons.length < 10) coupons.push(await claim(user, stock_id));
    expect((await batch(user, coupons, 3)).expire_coupons).toHaveLength(10);
  });

  it.each([0, 11])('may not hold %p', async (count) => {
    const coupons = Array.from({ length: count }, () => ({ stock_id: 'test001', coupon_id: '1' }));
    const answer = await server().call('coupon.batch-deactivate', {
      ...newUser(),
      coupons,
      coupon_status: 3,
    });
    expectRefusal(answer, 400000, 'coupons: must be 1 to 10 coupons');
  });

  it('gives the same answer again', async () => {
    const user = newUser();
    const coupons = [await claim(user), await claim(user)];
    const first = await batch(user, coupons, 4);
    clock.advance(1_000);
    expect(await batch(user, coupons, 4)).toEqual(first);
    expect(await batch(user, coupons, 3)).toEqual(first);
  });

  it('that runs twice at once ends each coupon once', async () => {
    const user = newUser();
    const coupons = [await claim(user), await claim(user)];
    const answers = await Promise.all([3, 4, 3, 4].map((to) => batch(user, coupons, to)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
