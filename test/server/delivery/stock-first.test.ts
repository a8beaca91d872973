import { ack, answered, type Bench, createBench, http, minute } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1', { synced: false });
  await bench.addCoupon('c1');
});
afterEach(() => bench.close());

const paths = () => bench.calls.map(({ path }) => path.replace('/coupon/', ''));

it('sends no coupon before its stock is confirmed', async () => {
  await bench.issue('c1');
  await bench.pass(10 * minute);
  expect(bench.calls).toEqual([]);
});

it('sends the coupon once the stock is confirmed', async () => {
  await bench.issue('c1');
  await bench.publish('s1');
  const answers = [http(503), ack];
  bench.script = () => answers.shift() ?? ack;
  await bench.pass(minute);
  expect(paths()).toEqual(['stock/rsync', 'stock/rsync', 'coupon/rsync']);
});

it('takes no refusal for a confirmation', async () => {
  await bench.issue('c1');
  await bench.publish('s1');
  bench.script = () => answered(400000);
  await bench.pass(minute);
  expect(paths()).toEqual(['stock/rsync', 'stock/rsync', 'stock/rsync']);
});

it('takes a status change for no confirmation', async () => {
  await bench.issue('c1');
  await bench.tellStockStatus('s1');
  await bench.drain();
  expect(paths()).toEqual(['stock/status/rsync']);
});

it('lets other stocks wait on their own', async () => {
  await bench.addStock('s2', { synced: false });
  await bench.addCoupon('c2', { stockId: 's2' });
  await bench.issue('c2');
  await bench.publish('s1');
  await bench.drain();
  expect(paths()).toEqual(['stock/rsync']);
});

it('sends later coupons of a confirmed stock at once', async () => {
  await bench.publish('s1');
  await bench.drain();
  await bench.issue('c1');
  await bench.drain();
  expect(paths()).toEqual(['stock/rsync', 'coupon/rsync']);
});

it('looks for missed lanes every 30 seconds', async () => {
  await bench.drain();
  await bench.issue('c1');
  await bench.database.transaction((tx) => tx.run('UPDATE stock SET synced_at = 1'));
  bench.clock.now += 29_999;
  expect(await bench.drain()).toBe(0);
  bench.clock.now += 1;
  expect(await bench.drain()).toBe(1);
});

it('releases more lanes than fit in one batch', async () => {
  await bench.issueMany('c1', 501);
  await bench.publish('s1');
  await bench.pass(minute);
  expect(new Set(bench.calls.map(({ body }) => body['coupon_id'])).size).toBe(1 + 501);
});
