// Customers as an operator adds them and looks at them.
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

const add = (user: string) => kit.json('customer', 'add', '--channel', '1', '--user', user);

it('makes a user a customer with an empty wallet', async () => {
  expect(await add('u1')).toEqual({
    customer_id: expect.stringMatching(/^\d{19}$/),
    app_channel_id: 1,
    user_code: 'u1',
    create_time: expect.any(String),
    wallet: { recharge_amount: '0.00', gift_amount: '0.00', points: 0, has_pay_password: false },
    coupon_counts: { unused: 0, redeemed: 0, frozen: 0, ended: 0 },
    coupons: [],
  });
});

it('shows who is a customer already', async () => {
  const added = await add('u1');
  expect(await add('u1')).toEqual(added);
  expect(await kit.json('customer', 'show', added.customer_id)).toEqual(added);
  expect(await kit.json('customer', 'show', '--channel', '1', '--user', 'u1')).toEqual(added);
  expect((await add('u2')).customer_id).not.toBe(added.customer_id);
});

it("does not show another tenant's customer", async () => {
  const { customer_id } = await add('u1');
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
  for (const who of [[customer_id], ['--channel', '1', '--user', 'u1']])
    expect(await kit.run('customer', 'show', ...who, '--tenant', 'other')).toMatchObject({
      code: 2,
      stdout: '',
    });
});

describe('of the coupons it', () => {
  const statuses = ['unused', 'redeemed', 'frozen', 'overdue', 'held once', 'invalid'];
  let coupons: string[];
  beforeEach(async () => {
    await setUpStock(kit, 't1', { max_coupons: 30, max_coupons_per_user: 30 });
    coupons = [];
    for (const _ of statuses) coupons.push(await issueCoupon(kit, 'u1'));
    await issueCoupon(kit, 'u2');
    const [, redeemed = '', frozen = '', overdue = '', heldOnce = '', invalid = ''] = coupons;
    await kit.json('redeem', redeemed);
    await kit.json('coupon', 'freeze', frozen);
    await kit.sql('UPDATE coupon SET end_at = ? WHERE coupon_id = ?', Date.now() - 1, overdue);
    await kit.json('coupon', 'freeze', heldOnce);
    await kit.sql('UPDATE coupon SET held_until_at = ? WHERE coupon_id = ?', Date.now() - 1, heldOnce);
    await kit.json('coupon', 'invalidate', invalid, '--reason', 'test');
  });

  it('counts those of each use status', async () => {
    expect(await add('u1')).toMatchObject({ coupon_counts: { unused: 2, redeemed: 1, frozen: 1, ended: 2 } });
    const { stdout } = await kit.run('customer', 'show', '--channel', '1', '--user', 'u1');
    expect(stdout).toMatch(/^coupons +2 unused, 1 redeemed, 1 frozen, 2 ended$/m);
  });

  it('lists the newest first, each with its status', async () => {
    const { coupons: shown } = await add('u1');
    expect(shown.map(({ coupon_id }: { coupon_id: string }) => coupon_id)).toEqual(coupons.toReversed());
    expect(shown.map(({ use_status }: { use_status: number }) => use_status)).toEqual([6, 0, 6, 2, 1, 0]);
    const { stdout } = await kit.run('customer', 'show', '--channel', '1', '--user', 'u1');
    const lines = stdout.split('\n').filter((line) => line.includes(' t1 '));
    expect(lines.map((line) => line.trim().split(/ +/)[2])).toEqual([
      'ended',
      'unused',
      'ended',
      'frozen',
      'redeemed',
      'unused',
    ]);
  });
});

it('lists twenty coupons at most', async () => {
  await setUpStock(kit, 't1', { max_coupons: 30, max_coupons_per_user: 30 });
  for (let n = 0; n < 21; n += 1) await issueCoupon(kit, 'u1');
  const { coupons, coupon_counts } = await add('u1');
  expect(coupons).toHaveLength(20);
  expect(coupon_counts.unused).toBe(21);
});

it('says whether a pay password is set or locked', async () => {
  const { customer_id } = await add('u1');
  const words = async () => {
    const { stdout } = await kit.run('customer', 'show', customer_id);
    return /^pay password +(.*)$/m.exec(stdout)?.[1];
  };
  expect(await words()).toBe('not set');
  await kit.runWith({ stdin: '2468\n' }, 'wallet', 'password', customer_id, '--stdin');
  expect(await words()).toBe('set');
  const until = Date.now() + 60_000;
  await kit.sql('UPDATE wallet SET wrong_passwords = 5, wrong_since_at = 1, locked_until_at = ?', until);
  expect(await words()).toMatch(/^locked until \d{4}-.* after too many wrong ones$/);
  const { wallet } = await kit.json('customer', 'show', customer_id);
  expect(Date.parse(wallet.pay_password_locked_until)).toBe(until);
});
