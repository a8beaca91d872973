// A person is erased by an operator, who is told what went and what is kept.
import { type CliKit, createCliKit, type Json, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit, 't1', { max_coupons: 30, max_coupons_per_user: 30 });
});
afterEach(() => kit.remove());

const ann = ['--channel', '1', '--user', 'ann'];
const erase = (): Promise<Json> => kit.json('customer', 'erase', ...ann);
const inWords = async () => (await kit.run('customer', 'erase', ...ann)).stdout;
const phone = '13955550042';
const issue = (): Promise<Json> =>
  kit.json('coupon', 'issue', '--stock', 't1', '--user', 'ann', '--phone', phone);

/** With a code, two coupons and a pay password; logged in at the plugin. @returns the customer's and a coupon's id */
async function leaveTraces() {
  const { coupon_id } = await issue();
  await issue();
  await kit.json('coupon', 'code', coupon_id);
  const { customer_id } = await kit.json('customer', 'add', ...ann);
  await kit.runWith({ stdin: '24681357\n' }, 'wallet', 'password', customer_id, '--stdin');
  await kit.json('wallet', 'topup', customer_id, '--recharge', '50');
  const columns = 'bucket, host_app_id, openpid, tenant_id, app_channel_id, user_code, bound_at';
  for (const table of ['openpid_binding', 'user_binding'])
    await kit.sql(
      `INSERT INTO ${table} (${columns}) SELECT 0, 'wxhost', 'the-openpid-of-ann', tenant_id, 1, 'ann', 1 FROM tenant`,
    );
  await kit.sql(
    `INSERT INTO plugin_session (bucket, token_hash, tenant_id, app_channel_id, user_code, host_app_id, created_at, expires_at)
     SELECT 0, 'hash', tenant_id, 1, 'ann', 'wxhost', 1, 2 FROM tenant`,
  );
  return { customer_id, coupon_id };
}

it('answers what went and what is kept', async () => {
  const { customer_id } = await leaveTraces();
  expect(await erase()).toEqual({
    app_channel_id: 1,
    user_code: 'ann',
    erase_time: expect.stringMatching(/^\d{4}-.*\+08:00$/),
    removed: { phone_numbers: 2, scan_codes: 1, openpids: 1, sessions: 1, pay_password: true },
    kept: { coupons: 2, customer_id },
  });
});

it('tells people the same, and why', async () => {
  const { customer_id } = await leaveTraces();
  const words = await inWords();
  expect(words).toMatch(/^user +ann, of channel 1$/m);
  expect(words).toMatch(/^ {2}phone numbers +of 2 coupons$/m);
  expect(words).toMatch(/^ {2}openpids +1$/m);
  expect(words).toMatch(/^ {2}sessions +1$/m);
  expect(words).toMatch(/^ {2}scan codes +1$/m);
  expect(words).toMatch(/^ {2}pay password +yes$/m);
  expect(words).toMatch(/^Removed$/m);
  expect(words).toMatch(/^Kept, and why$/m);
  expect(words).toMatch(/^ {2}2 coupons as they are, .* 出行服务 .* user_code/m);
  expect(words).toMatch(new RegExp(`^  customer ${customer_id} .* accounts must add up`, 'm'));
});

it('leaves neither phone nor openpid in the store', async () => {
  await leaveTraces();
  const masked = '139****0042';
  for (const trace of [masked, 'the-openpid-of-ann']) expect(await kit.dump()).toContain(trace);
  await erase();
  for (const trace of [masked, 'the-openpid-of-ann']) expect(await kit.dump()).not.toContain(trace);
});

it('leaves a coupon whose history says so', async () => {
  const { coupon_id } = await leaveTraces();
  expect(await kit.json('coupon', 'show', coupon_id)).toHaveProperty('mobile_phone');
  await erase();
  const shown = await kit.json('coupon', 'show', coupon_id);
  expect(shown).not.toHaveProperty('mobile_phone');
  expect(shown.history.at(-1)).toMatchObject({
    event: 'erase',
    actor: 'operator',
    from_status: 1,
    to_status: 1,
  });
});

it('leaves a store that the doctor finds healthy', async () => {
  const { coupon_id, customer_id } = await leaveTraces();
  await kit.json('redeem', coupon_id);
  await erase();
  const { stdout, code } = await kit.run('doctor');
  expect({ stdout, code }).toMatchObject({
    stdout: expect.stringMatching(/0 to look at, 0 to mend\n$/),
    code: 0,
  });
  expect(await kit.json('customer', 'show', customer_id)).toMatchObject({
    wallet: { recharge_amount: '50.00', has_pay_password: false },
    coupon_counts: { unused: 1, redeemed: 1 },
  });
});

it('knows a user without a wallet', async () => {
  await issue();
  expect((await erase()).kept).toEqual({ coupons: 1 });
  expect(await inWords()).toMatch(/^removed +nothing: none of it was left$/m);
});

it('says that there is nothing of a stranger', async () => {
  const { code, stdout } = await kit.run('customer', 'erase', ...ann);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^removed +nothing: there is nothing of them here$/m);
  expect(stdout).not.toContain('Kept');
});

it("erases nobody of another tenant's", async () => {
  await leaveTraces();
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
  const before = await kit.dump();
  const { kept } = await kit.json('customer', 'erase', ...ann, '--tenant', 'other');
  expect(kept).toEqual({ coupons: 0 });
  expect(await kit.dump()).toBe(before);
});
