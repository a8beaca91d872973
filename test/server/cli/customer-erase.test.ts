// A person is erased by an operator, who is told what went and what is kept.
import { sampleHostAppId, sampleStockId } from '../../../server/demo/sample.ts';
import { testContext } from '../../kit/context.ts';
import { leaveTraces as leave, type Person, type Traces } from '../../kit/person.ts';
import { type CliKit, createCliKit, type Json } from './kit.ts';

let kit: CliKit;
beforeEach(() => {
  kit = createCliKit();
});
afterEach(() => kit.remove());

const person: Person = {
  ...{ tenantId: 'demo', appChannelId: 1, userCode: 'ann' },
  ...{ hostAppId: sampleHostAppId, openpid: 'the-openpid-of-ann', phone: '13955550042' },
};
const ann = ['--channel', '1', '--user', 'ann'];
const erase = (): Promise<Json> => kit.json('customer', 'erase', ...ann);
const inWords = async () => (await kit.run('customer', 'erase', ...ann)).stdout;

/** A server at the same store, with the demo in it. */
const server = () => testContext({ dataDir: kit.dataDir });
const leaveTraces = async (): Promise<Traces> => leave(await server(), person);

it('answers what went and what is kept', async () => {
  const { customer } = await leaveTraces();
  expect(await erase()).toEqual({
    app_channel_id: 1,
    user_code: 'ann',
    erase_time: expect.stringMatching(/^\d{4}-.*\+08:00$/),
    removed: { phone_numbers: 3, scan_codes: 3, openpids: 1, sessions: 1, pay_password: true },
    kept: { coupons: 3, customer_id: customer.customerId },
  });
});

it('tells people the same, and why', async () => {
  const { customer } = await leaveTraces();
  const words = await inWords();
  expect(words).toMatch(/^user +ann, of channel 1$/m);
  expect(words).toMatch(/^ {2}phone numbers +of 3 coupons$/m);
  expect(words).toMatch(/^ {2}openpids +1$/m);
  expect(words).toMatch(/^ {2}sessions +1$/m);
  expect(words).toMatch(/^ {2}scan codes +3$/m);
  expect(words).toMatch(/^ {2}pay password +yes$/m);
  expect(words).toMatch(/^Removed$/m);
  expect(words).toMatch(/^Kept, and why$/m);
  expect(words).toMatch(/^ {2}3 coupons as they are, .* 出行服务 .* user_code/m);
  expect(words).toMatch(new RegExp(`^  customer ${customer.customerId} .* accounts must add up`, 'm'));
});

it('leaves nothing of them in the store', async () => {
  const traces = Object.values((await leaveTraces()).secrets);
  const before = await kit.dump();
  for (const trace of traces) expect(before).toContain(trace);
  await erase();
  const after = await kit.dump();
  for (const trace of traces) expect(after).not.toContain(trace);
});

it('leaves a coupon whose history says so', async () => {
  const { couponId } = (await leaveTraces()).available;
  expect(await kit.json('coupon', 'show', couponId)).toHaveProperty('mobile_phone');
  await erase();
  const shown = await kit.json('coupon', 'show', couponId);
  expect(shown).not.toHaveProperty('mobile_phone');
  expect(shown.history.at(-1)).toMatchObject({
    event: 'erase',
    actor: 'operator',
    from_status: 1,
    to_status: 1,
  });
});

it('leaves a store that the doctor finds healthy', async () => {
  const { issued, customer } = await leaveTraces();
  await kit.json('redeem', issued.couponId);
  const verdict = async () => (await kit.run('doctor')).stdout.trimEnd().split('\n').at(-1);
  const before = await verdict();
  expect(before).toMatch(/ 0 to mend$/);
  await erase();
  expect(await verdict()).toBe(before);
  expect(await kit.json('customer', 'show', customer.customerId)).toMatchObject({
    wallet: { recharge_amount: '50.00', has_pay_password: false },
    coupon_counts: { unused: 1, redeemed: 2 },
  });
});

it('knows a user without a wallet', async () => {
  await server();
  await kit.json('coupon', 'issue', '--stock', sampleStockId, '--user', 'ann', '--phone', person.phone);
  expect((await erase()).kept).toEqual({ coupons: 1 });
  expect(await inWords()).toMatch(/^removed +nothing: none of it was left$/m);
});

it('says that there is nothing of a stranger', async () => {
  await server();
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
