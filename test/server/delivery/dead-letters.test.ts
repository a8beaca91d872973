import { ack, answered, type Bench, createBench, hour, http, minute } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
  await bench.addCoupon('c2');
});
afterEach(() => bench.close());

const states = async (couponId: string) => (await bench.events({ couponId })).map(({ state }) => state);

it('tries a refused event three times', async () => {
  await bench.change('c1', 'use');
  bench.script = () => answered(400000, 'bad parameter');
  await bench.pass(hour);
  const [event] = await bench.events();
  expect(event).toMatchObject({ state: 'dead', attempts: 3, tries: 3, note: 'refused 3 times' });
  expect(event?.lastAttempt).toMatchObject({ outcome: 'permanent', code: 400000, message: 'bad parameter' });
});

it('takes a redirect for a refusal', async () => {
  await bench.change('c1', 'use');
  bench.script = () => http(302);
  await bench.pass(hour);
  expect(await states('c1')).toEqual(['dead']);
});

it('counts refusals apart from other failures', async () => {
  await bench.change('c1', 'use');
  const answers = [http(404), http(404), http(404), answered(1), answered(1), ack];
  bench.script = () => answers.shift() ?? ack;
  await bench.pass(10 * hour);
  expect((await bench.events())[0]).toMatchObject({ state: 'done', tries: 6 });
});

it('keeps to the whole table of retries', async () => {
  await bench.change('c1', 'use');
  bench.script = () => http(404);
  await bench.pass(10 * 24 * hour);
  const at = bench.calls.map((call) => call.at);
  const waits = at.slice(1).map((later, index) => (later - (at[index] ?? 0)) / 1000);
  const twelveHours = 12 * 3600;
  expect(waits).toEqual([0, 5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, ...Array(12).fill(twelveHours)]);
});

it('gives an event up after seven days', async () => {
  await bench.change('c1', 'use');
  bench.script = () => http(404);
  await bench.pass(6 * 24 * hour);
  expect(await states('c1')).toEqual(['pending']);
  await bench.pass(24 * hour);
  expect((await bench.events())[0]).toMatchObject({
    state: 'dead',
    note: 'not delivered in 7 days, 23 tries',
  });
});

it('does not count the time before the first try', async () => {
  await bench.addStock('s2', { synced: false });
  await bench.addCoupon('c3', { stockId: 's2' });
  await bench.issue('c3');
  await bench.pass(8 * 24 * hour);
  await bench.publish('s2');
  bench.script = ({ path }) => (path.endsWith('/coupon/rsync') ? http(404) : ack);
  await bench.pass(hour);
  expect(await states('c3')).toEqual(['pending']);
});

it('blocks the lane of a dead letter only', async () => {
  await bench.change('c1', 'use', 'restore');
  await bench.change('c2', 'use');
  bench.script = ({ body }) => (body['coupon_id'] === 'c1' ? answered(1) : ack);
  await bench.pass(hour);
  await bench.change('c1', 'use');
  await bench.pass(hour);
  expect(await states('c1')).toEqual(['dead', 'pending', 'pending']);
  expect(await states('c2')).toEqual(['done']);
  expect(await bench.lane('coupon:c1')).toMatchObject({ blocked: true, readyAt: undefined, pending: 3 });
});

it('tells the operator about a dead letter', async () => {
  await bench.change('c1', 'use');
  bench.script = () => answered(1);
  await bench.pass(minute);
  const errors = bench.logs.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain('coupon:c1 waits for an operator');
});

it('records every attempt', async () => {
  await bench.change('c1', 'use');
  const answers = [http(503, 'down'), answered(400101, 'busy'), ack];
  bench.script = () => {
    bench.clock.now += 40;
    return answers.shift() ?? ack;
  };
  await bench.pass(minute);
  const [event] = await bench.events();
  const attempts = await bench.attempts(event?.eventId ?? '');
  expect(
    attempts.map(({ attempt, outcome, httpStatus, code }) => [attempt, outcome, httpStatus, code]),
  ).toEqual([
    [1, 'retry', 503, undefined],
    [2, 'retry', 200, 400101],
    [3, 'ack', 200, 0],
  ]);
  expect(attempts.map(({ durationMs }) => durationMs)).toEqual([40, 40, 40]);
  expect(attempts.map(({ seqId }) => seqId)).toEqual(bench.calls.map(({ body }) => body['seq_id']));
});
