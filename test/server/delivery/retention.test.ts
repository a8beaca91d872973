import { deleteFinishedDeliveries } from '../../../server/store/sql/delete-finished-deliveries.ts';
import { ack, answered, type Bench, createBench, hour, minute } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  for (const couponId of ['c1', 'c2', 'c3']) await bench.addCoupon(couponId);
});
afterEach(() => bench.close());

const remove = (before: number, limit = 100) =>
  bench.database.transaction((tx) => deleteFinishedDeliveries(tx, { bucket: 0, before, limit }));
const count = async (table: string) => (await bench.database.read.all(`SELECT 1 FROM ${table}`)).length;

it('deletes finished events with attempts and lanes', async () => {
  await bench.change('c1', 'use', 'restore');
  await bench.drain();
  expect(await remove(bench.clock.now + 2)).toBe(2);
  expect([
    await count('outbox_event'),
    await count('delivery_attempt'),
    await count('delivery_lane'),
  ]).toEqual([0, 0, 0]);
});

it('keeps what was finished later', async () => {
  await bench.change('c1', 'use');
  await bench.drain();
  const between = bench.clock.now + 1;
  bench.clock.now += hour;
  await bench.change('c1', 'restore');
  await bench.drain();
  expect(await remove(between)).toBe(1);
  expect([await count('outbox_event'), await count('delivery_lane')]).toEqual([1, 1]);
});

it('keeps dead letters and pending events', async () => {
  await bench.change('c1', 'use', 'restore');
  await bench.change('c2', 'use');
  bench.script = ({ body }) => (body['coupon_id'] === 'c1' ? answered(1) : ack);
  await bench.pass(minute);
  expect(await remove(bench.clock.now + hour)).toBe(1);
  expect((await bench.events()).map(({ state }) => state)).toEqual(['dead', 'pending']);
});

it('keeps the lane of an event that waits', async () => {
  await bench.change('c1', 'use', 'restore');
  bench.script = ({ body }) => (body['coupon_status'] === 2 ? ack : answered(400101));
  await bench.drain();
  expect(await remove(bench.clock.now + hour)).toBe(1);
  bench.script = () => ack;
  await bench.pass(minute);
  expect((await bench.events()).map(({ state }) => state)).toEqual(['done']);
});

it('deletes in batches', async () => {
  for (const couponId of ['c1', 'c2', 'c3']) await bench.change(couponId, 'use');
  await bench.drain();
  const before = bench.clock.now + 1;
  expect([await remove(before, 2), await remove(before, 2), await remove(before, 2)]).toEqual([2, 1, 0]);
});

it('tells a coupon whose lane was deleted', async () => {
  await bench.change('c1', 'use');
  await bench.drain();
  bench.clock.now += hour;
  await remove(bench.clock.now);
  await bench.change('c1', 'restore');
  await bench.drain();
  expect(bench.calls.map(({ body }) => body['coupon_status'])).toEqual([2, 1]);
});
