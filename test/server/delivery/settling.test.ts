import { ack, type Bench, createBench, http, minute, type Script, settleMs, timeout } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
});
afterEach(() => bench.close());

const told = () => bench.calls.map(({ body }) => body['coupon_status']);
/** Answers these one after another, and acknowledges what comes after them. */
const inTurn = (...answers: ReturnType<Script>[]): Script => {
  return () => answers.shift() ?? ack;
};

it.each([
  ['a time-out', timeout],
  ['a 504', http(504)],
  ['a malformed answer', http(200, 'ok')],
])('tells the latest state again after %s', async (_, result) => {
  await bench.change('c1', 'use');
  bench.script = inTurn(result);
  await bench.pass(minute);
  expect(told()).toEqual([2, 2]);
  await bench.pass(settleMs);
  expect(told()).toEqual([2, 2, 2]);
  expect((await bench.events()).map(({ settles }) => settles)).toEqual([false, true]);
});

it('settles nothing after certain failures', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(http(503), http(404));
  await bench.pass(settleMs * 3);
  expect(told()).toEqual([2, 2, 2]);
});

it('settles once for several ambiguous attempts', async () => {
  await bench.change('c1', 'use', 'restore');
  bench.script = inTurn(timeout, timeout, ack, timeout);
  await bench.pass(settleMs * 3);
  expect(told()).toEqual([2, 2, 2, 1, 1, 1]);
});

it('settles with the state of that moment', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(timeout);
  await bench.pass(minute);
  // The coupon's validity passes meanwhile; the sweeper has not come by yet.
  await bench.database.transaction((tx) =>
    tx.run('UPDATE coupon SET status = 1, used_at = NULL, end_at = ?', [bench.clock.now]),
  );
  await bench.pass(settleMs);
  expect(told()).toEqual([2, 2, 3]);
});

it('delivers a new event first and settles after it', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(timeout);
  await bench.pass(minute);
  await bench.change('c1', 'restore');
  await bench.drain();
  expect(told()).toEqual([2, 2, 1]);
  await bench.pass(settleMs - 1);
  expect(told()).toEqual([2, 2, 1]);
  await bench.pass(1);
  expect(told()).toEqual([2, 2, 1, 1]);
});

it('settles again when settling was ambiguous', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(timeout, ack, timeout, ack);
  await bench.pass(settleMs * 5);
  expect(told()).toEqual([2, 2, 2, 2, 2]);
  expect((await bench.events()).map(({ settles }) => settles)).toEqual([false, true, true]);
  expect(await bench.lane('coupon:c1')).toMatchObject({ ambiguous: false, readyAt: undefined, pending: 0 });
});

it('gives what settles a later event time', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(timeout);
  await bench.pass(settleMs * 2);
  const times = bench.calls.map(({ body }) => body['event_time']);
  expect(times).toEqual([times[0], times[0], '2026-01-05T08:05:00.000+08:00']);
});

it('settles a stock with its whole terms', async () => {
  await bench.tellStockStatus('s1');
  bench.script = inTurn(timeout);
  await bench.pass(settleMs);
  expect(bench.calls.map(({ path }) => path)).toEqual([
    '/coupon/stock/status/rsync',
    '/coupon/stock/status/rsync',
    '/coupon/stock/rsync',
  ]);
});

it('has nothing to settle for a coupon that is gone', async () => {
  await bench.change('c1', 'use');
  bench.script = inTurn(timeout);
  await bench.pass(minute);
  await bench.database.transaction((tx) => tx.run('DELETE FROM coupon'));
  await bench.pass(settleMs);
  expect(told()).toEqual([2, 2]);
  expect(await bench.lane('coupon:c1')).toMatchObject({ ambiguous: false, readyAt: undefined });
});

it('corrects what the peer applied late', async () => {
  const late: (() => void)[] = [];
  let applied: unknown;
  bench.script = ({ body }) => {
    const apply = () => {
      applied = body['coupon_status'];
    };
    if (bench.calls.length > 1) apply();
    else late.push(apply);
    return bench.calls.length > 1 ? ack : timeout;
  };
  await bench.change('c1', 'use', 'restore');
  await bench.pass(minute);
  for (const apply of late) apply();
  expect(applied).toBe(2);
  await bench.pass(settleMs);
  expect(applied).toBe(1);
});
