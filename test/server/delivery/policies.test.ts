import { type Bench, createBench, settleMs } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
});
afterEach(() => bench.close());

const told = () => bench.calls.map(({ body }) => body['coupon_status']);

it.each([
  ['map-4-to-3', [3]],
  ['send-4', [4]],
  ['skip', []],
] as const)('follows the policy %s for status 4', async (invalidStatus, sent) => {
  await bench.addChannel(0, { invalidStatus });
  await bench.change('c1', 'invalidate');
  await bench.pass(settleMs);
  expect(told()).toEqual(sent);
});

it('closes what the policy skips and goes on', async () => {
  await bench.addChannel(0, { invalidStatus: 'skip' });
  await bench.change('c1', 'invalidate');
  await bench.database.transaction((tx) => tx.run('UPDATE coupon SET status = 1, ended_at = NULL'));
  await bench.change('c1', 'use');
  await bench.drain();
  expect(told()).toEqual([2]);
  const [skipped, sent] = await bench.events();
  expect(skipped).toMatchObject({ state: 'closed', note: 'policy: status 4 is not sent', attempts: 0 });
  expect(sent).toMatchObject({ state: 'done' });
});

it('sends the phone number and stores it nowhere', async () => {
  const phone = '13911112222';
  await bench.addCoupon('c2');
  await bench.change('c1', 'use');
  await bench.issue('c2');
  const phoneOf = async ({ couponId }: { couponId: string | undefined }) => (couponId ? phone : undefined);
  bench.script = () => ({
    kind: 'answered',
    httpStatus: 200,
    body: `{"code":400000,"message":"mobile_phone ${phone} is blocked"}`,
  });
  await bench.createEngine({ phoneOf }).runOnce();
  expect(bench.calls.map(({ body }) => body['mobile_phone'])).toEqual([phone, phone]);
  const rows = await bench.database.read.all(
    'SELECT payload AS text FROM outbox_event UNION ALL SELECT message FROM delivery_attempt',
  );
  expect(rows).toHaveLength(4);
  expect(JSON.stringify(rows)).not.toContain(phone);
  expect(JSON.stringify(rows)).toContain('mobile_phone *** is blocked');
});

it('stores no half of a phone number where a complaint is cut', async () => {
  await bench.change('c1', 'use');
  const phone = '13911112222';
  const message = `${'x'.repeat(195)}${phone}`;
  bench.script = () => ({
    kind: 'answered',
    httpStatus: 200,
    body: JSON.stringify({ code: 400000, message }),
  });
  await bench.createEngine({ phoneOf: async () => phone }).runOnce();
  const rows = await bench.database.read.all('SELECT message FROM delivery_attempt');
  expect(rows).toEqual([{ message: `${'x'.repeat(195)}***` }]);
});

it('believes an answer that repeats the phone number as a number', async () => {
  await bench.change('c1', 'use');
  bench.script = () => ({
    kind: 'answered',
    httpStatus: 200,
    body: '{"code":0,"message":"","data":{"mobile_phone":13911112222}}',
  });
  await bench.createEngine({ phoneOf: async () => '13911112222' }).runOnce();
  expect(await bench.events()).toMatchObject([{ state: 'done' }]);
});

it('asks no phone number for a stock', async () => {
  await bench.publish('s1');
  const phoneOf = async () => '13911112222';
  await bench.createEngine({ phoneOf }).runOnce();
  expect(bench.calls[0]?.body).not.toHaveProperty('mobile_phone');
});

it('tries again when a phone number cannot be opened', async () => {
  await bench.change('c1', 'use');
  const phoneOf = async () => {
    throw new Error('sealed with another key');
  };
  await bench.createEngine({ phoneOf }).runOnce();
  const [event] = await bench.events();
  expect(bench.calls).toEqual([]);
  expect(event).toMatchObject({ state: 'pending', tries: 1 });
  expect(event?.lastAttempt?.message).toContain('sealed with another key');
});
