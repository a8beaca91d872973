import { ack, type Bench, createBench, http, minute } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
  await bench.addCoupon('c2');
});
afterEach(() => bench.close());

const told = (couponId: string) =>
  bench.calls.filter(({ body }) => body['coupon_id'] === couponId).map(({ body }) => body['coupon_status']);

it('delivers the events of one coupon in order', async () => {
  await bench.change('c1', 'use', 'restore', 'use', 'restore');
  await bench.drain();
  expect(told('c1')).toEqual([2, 1, 2, 1]);
});

it('gives a lane strictly increasing event times', async () => {
  await bench.change('c1', 'use', 'restore', 'use');
  await bench.drain();
  expect(bench.calls.map(({ body }) => body['event_time'])).toEqual([
    '2026-01-05T08:00:00.000+08:00',
    '2026-01-05T08:00:00.001+08:00',
    '2026-01-05T08:00:00.002+08:00',
  ]);
});

it('tries the head again before the next event', async () => {
  await bench.change('c1', 'use', 'restore');
  const answers = [http(503), http(503), ack];
  bench.script = () => answers.shift() ?? ack;
  await bench.pass(minute);
  expect(told('c1')).toEqual([2, 2, 2, 1]);
});

it('lets no lane wait for another', async () => {
  await bench.change('c1', 'use', 'restore');
  await bench.change('c2', 'use');
  bench.script = ({ body }) => (body['coupon_id'] === 'c1' ? http(404) : ack);
  await bench.drain();
  expect(told('c2')).toEqual([2]);
  expect((await bench.lane('coupon:c1')).pending).toBe(2);
});

it('makes one call of a lane at a time', async () => {
  await bench.change('c1', 'use', 'restore', 'use');
  let open = 0;
  let most = 0;
  bench.script = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise(setImmediate);
    open -= 1;
    return ack;
  };
  await Promise.all([bench.drain(), bench.createEngine({ owner: 'engine-2' }).runOnce()]);
  expect({ most, told: told('c1') }).toEqual({ most: 1, told: [2, 1, 2] });
});

it('takes events that arrive while the lane is worked on', async () => {
  await bench.change('c1', 'use');
  bench.script = async () => {
    if (bench.calls.length === 1) await bench.change('c1', 'restore');
    return ack;
  };
  await bench.engine.runOnce();
  expect(told('c1')).toEqual([2, 1]);
});

it('signs every attempt afresh', async () => {
  await bench.change('c1', 'use');
  const answers = [http(500), ack];
  bench.script = () => answers.shift() ?? ack;
  await bench.drain();
  const [first, second] = bench.calls;
  for (const field of ['seq_id', 'nonce', 'sign']) {
    expect(first?.body[field]).toMatch(/./);
    expect(first?.body[field]).not.toBe(second?.body[field]);
  }
});

it('records how long first attempts were waited for', async () => {
  await bench.change('c1', 'use');
  bench.clock.now += 250;
  bench.script = () => (bench.calls.length === 1 ? http(500) : ack);
  await bench.drain();
  expect(bench.metrics.firstAttempts).toEqual([0.25]);
  expect(bench.metrics.attempts).toEqual([
    { interface: 'coupon.status.rsync', outcome: 'retry', code: '500' },
    { interface: 'coupon.status.rsync', outcome: 'ack', code: '0' },
  ]);
});

it('keeps events of a channel without callback base', async () => {
  await bench.addChannel(7, {}, null);
  await bench.addStock('s7', { appChannelId: 7 });
  await bench.publish('s7');
  await bench.pass(minute);
  expect(bench.calls).toEqual([]);
  expect((await bench.events()).map(({ state }) => state)).toEqual(['pending']);
});
