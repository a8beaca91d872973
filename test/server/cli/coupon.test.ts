// Coupons as an operator issues them and looks at them.
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit);
});
afterEach(() => kit.remove());

const issue = ['coupon', 'issue', '--stock', 't1', '--user', 'u1'];

it('issues a coupon and shows its phone masked', async () => {
  const coupon = await kit.json(...issue, '--phone', '13911112222', '--extra', 'gift');
  expect(coupon).toMatchObject({
    coupon_id: expect.stringMatching(/^\d{19}$/),
    user_code: 'u1',
    stock_id: 't1',
    coupon_status: 1,
    mobile_phone: '139****2222',
    extra: 'gift',
    source: 'issue',
  });
  expect(await kit.dump()).not.toContain('13911112222');
});

it('gives the same coupon for a repeated request', async () => {
  const first = await kit.json(...issue, '--request-id', 'r1');
  const again = await kit.json(...issue, '--request-id', 'r1');
  expect(again.coupon_id).toBe(first.coupon_id);
});

it('says in words and code why it refuses', async () => {
  await kit.json(...issue);
  const ran = await kit.run(...issue);
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('the limit per user is reached (410004)');
});

it('shows the history from the issuing on', async () => {
  const id = await issueCoupon(kit, 'u1');
  await kit.json('redeem', id);
  const { history, deliveries } = await kit.json('coupon', 'show', id);
  expect(history).toMatchObject([
    { event: 'issue', to_status: 1, actor: 'operator' },
    { event: 'use', from_status: 1, to_status: 2, actor: 'operator' },
  ]);
  expect(deliveries).toMatchObject([
    { interface: 'coupon.status.rsync', state: 'pending' },
    { interface: 'coupon.rsync', state: 'pending', waits_for: 'stock' },
  ]);
});

it('shows which consume redeemed a coupon', async () => {
  const id = await issueCoupon(kit, 'u1');
  const { biz_id } = await kit.json('redeem', id);
  expect(await kit.json('coupon', 'show', id)).toMatchObject({ redeemed_by: `operator/${biz_id}` });
  const { stdout } = await kit.run('coupon', 'show', id);
  expect(stdout).toMatch(new RegExp(`^redeemed by +operator/${biz_id}$`, 'm'));
});

it('shows an overdue coupon as expired before the sweeper came', async () => {
  const id = await issueCoupon(kit, 'u1');
  await kit.sql('UPDATE coupon SET end_at = ? WHERE coupon_id = ?', Date.now() - 1_000, id);
  const { stdout } = await kit.run('coupon', 'show', id);
  expect(stdout).toMatch(/status +expired \(3\)/);
});

it("does not show another tenant's coupon", async () => {
  const id = await issueCoupon(kit, 'u1');
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
  for (const command of [['coupon', 'show'], ['coupon', 'code'], ['coupon', 'freeze'], ['redeem']]) {
    const ran = await kit.run(...command, id, '--tenant', 'other');
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: `error: there is no coupon ${id}\n` });
  }
});
