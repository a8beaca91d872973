// Coupons as an operator redeems them, and consumes as an operator takes them back.
import { type CliKit, issueCoupon, kitWithCoupon } from './kit.ts';
import { tillConsumes } from './till.ts';

let kit: CliKit;
let coupon: string;
beforeEach(async () => {
  ({ kit, coupon } = await kitWithCoupon());
});
afterEach(() => kit.remove());

const byTill = () => ({ coupons: { by: 'id', values: [coupon] } }) as const;

describe('redeem', () => {
  it('marks a coupon as used and prints its bizId', async () => {
    const done = await kit.json('redeem', coupon);
    expect(done).toEqual({
      biz_id: expect.stringMatching(/^\d{19}$/),
      coupon: expect.objectContaining({
        coupon_id: coupon,
        coupon_status: 2,
        usage_time: expect.any(String),
        redeemed_by: `operator/${done.biz_id}`,
      }),
    });
  });

  it('says to people how to take it back', async () => {
    const { stdout } = await kit.run('redeem', coupon);
    const [, bizId = ''] = /to take it back: reverse (\d+)\n$/.exec(stdout) ?? [];
    expect(await kit.json('reverse', bizId)).toMatchObject({ coupons: [{ coupon_id: coupon }] });
  });

  it('reads a code with or without its blanks', async () => {
    const { code } = await kit.json('coupon', 'code', coupon);
    const { biz_id } = await kit.json('redeem', code);
    await kit.json('reverse', biz_id);
    const again = await kit.json('coupon', 'code', coupon);
    const groups: string[] = again.code.match(/\d{4}/g);
    expect(await kit.json('redeem', ...groups)).toMatchObject({ coupon: { coupon_status: 2 } });
  });

  it('redeems a coupon only once', async () => {
    await kit.json('redeem', coupon);
    const ran = await kit.run('redeem', coupon);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(`error: coupon ${coupon} cannot be redeemed: it was used already\n`);
  });

  it('keeps to the stores that a stock names', async () => {
    await kit.json('store', 'add', '001', '--name', '南山店');
    await kit.json('stock', 'stores', 't1', '--only', '001');
    for (const elsewhere of [[], ['--store', '002']])
      expect((await kit.run('redeem', coupon, ...elsewhere)).stderr).toContain('not redeemed in this store');
    expect(await kit.json('redeem', coupon, '--store', '001')).toMatchObject({
      coupon: { coupon_status: 2 },
    });
  });
});

describe('reverse', () => {
  it('gives a coupon back', async () => {
    const { biz_id } = await kit.json('redeem', coupon);
    expect(await kit.json('reverse', biz_id)).toMatchObject({
      biz_id,
      again: false,
      given: { coupon_ids: [coupon], recharge_amount: '0.00', gift_amount: '0.00', points: 0 },
      coupons: [{ coupon_id: coupon, coupon_status: 1 }],
    });
  });

  it('gives back what a till took from a wallet', async () => {
    const { customer_id } = await kit.json('customer', 'add', '--channel', '1', '--user', 'u1');
    await kit.json('wallet', 'topup', customer_id, '--recharge', '10', '--gift', '5', '--points', '7');
    await tillConsumes(kit, { ...byTill(), customerId: customer_id, amountFen: 1_230, points: 7 });
    const { stdout } = await kit.run('reverse', 'b1');
    expect(stdout).toMatch(/^recharge +10.00 yuan\ngift +2.30 yuan\npoints +7$/m);
    const { wallet } = await kit.json('customer', 'show', customer_id);
    expect(wallet).toMatchObject({ recharge_amount: '10.00', gift_amount: '5.00', points: 7 });
  });

  it('says when it was reversed before', async () => {
    const { biz_id } = await kit.json('redeem', coupon);
    const first = await kit.json('reverse', biz_id);
    const again = await kit.json('reverse', biz_id);
    expect(again).toEqual({ ...first, again: true });
    const { code, stdout } = await kit.run('reverse', biz_id);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^given back +before: nothing was changed now$/m);
  });

  it('asks whose bizId it is where two used it', async () => {
    const other = await issueCoupon(kit, 'u2');
    await tillConsumes(kit, byTill());
    await tillConsumes(kit, { account: 'heytea', coupons: { by: 'id', values: [other] } });
    const ran = await kit.run('reverse', 'b1');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('bizId b1 was used by heytea, naixue');
    const { coupons } = await kit.json('reverse', 'b1', '--account', 'heytea');
    expect(coupons).toMatchObject([{ coupon_id: other, coupon_status: 1 }]);
  });

  it('names the bizId to whoever gives the coupon', async () => {
    await tillConsumes(kit, { ...byTill(), bizId: 'a/b' });
    const ran = await kit.run('reverse', coupon);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    const [, call = ''] = /: (reverse .*)\n$/.exec(ran.stderr) ?? [];
    expect(call).toBe('reverse a/b --account naixue');
    expect(await kit.json(...call.split(' '))).toMatchObject({ coupons: [{ coupon_id: coupon }] });
  });

  it('has no bizId of a coupon used long ago', async () => {
    await kit.sql('UPDATE coupon SET status = 2, used_at = 1 WHERE coupon_id = ?', coupon);
    const ran = await kit.run('reverse', coupon);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('it was used before redemptions had a bizId');
  });

  it("does not know another tenant's consume or coupon", async () => {
    const { biz_id } = await kit.json('redeem', coupon);
    await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
    for (const id of [biz_id, coupon]) {
      const ran = await kit.run('reverse', id, '--tenant', 'other');
      expect(ran).toMatchObject({ code: 2, stderr: `error: nothing was redeemed with bizId ${id}\n` });
    }
  });
});
