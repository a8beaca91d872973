import { closeCircuit, listCircuits } from '../../../server/store/sql/circuits.ts';
import { closeDelivery } from '../../../server/store/sql/close-delivery.ts';
import { deliverySnapshot } from '../../../server/store/sql/delivery-snapshot.ts';
import { listDeliveries } from '../../../server/store/sql/list-deliveries.ts';
import { type ReplayFilter, replayDeliveries } from '../../../server/store/sql/replay-deliveries.ts';
import {
  ack,
  answered,
  type Bench,
  createBench,
  hour,
  leaseMs,
  minute,
  refusedConnection,
  settleMs,
  timeout,
} from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
  await bench.addCoupon('c2');
});
afterEach(() => bench.close());

const told = () => bench.calls.map(({ body }) => body['coupon_status']);
const states = async () => (await bench.events()).map(({ state }) => state);
const couponOf = (couponId: string) => ({ bucket: 0, tenantId: 't', couponId });
const replay = (filter: Partial<ReplayFilter> = {}) =>
  bench.database.transaction((tx) => replayDeliveries(tx, { limit: 100, ...filter }, bench.clock.now));
const close = (eventId: string) =>
  bench.database.transaction((tx) =>
    closeDelivery(tx, { buckets: 1, eventId, reason: 'told by phone', now: bench.clock.now, settleMs }),
  );

/** Everything that is pending becomes a dead letter; from then on the peer accepts. */
async function letDie(): Promise<string[]> {
  bench.script = () => answered(400000);
  await bench.pass(minute);
  bench.script = () => ack;
  bench.calls.length = 0;
  return (await bench.events({ states: ['dead'] })).map(({ eventId }) => eventId);
}

describe('replay', () => {
  it('starts a dead letter and its lane anew', async () => {
    await bench.change('c1', 'use', 'restore');
    const [eventId = ''] = await letDie();
    expect(await replay({ eventId })).toBe(1);
    expect((await bench.events())[0]).toMatchObject({ state: 'pending', tries: 0, note: undefined });
    await bench.drain();
    expect(told()).toEqual([2, 1]);
    expect(await states()).toEqual(['done', 'done']);
  });

  it('gives a replayed event three tries again', async () => {
    await bench.change('c1', 'use');
    await letDie();
    await replay();
    bench.script = () => answered(400000);
    await bench.pass(minute);
    expect((await bench.events())[0]).toMatchObject({ state: 'dead', attempts: 6, tries: 3 });
  });

  it('gives it seven days again', async () => {
    await bench.change('c1', 'use');
    await letDie();
    bench.clock.now += 30 * 24 * hour;
    await replay();
    bench.script = () => refusedConnection;
    await bench.pass(minute);
    expect(await states()).toEqual(['pending']);
  });

  it('takes those of one stock, or channel, or all', async () => {
    await bench.addChannel(11);
    await bench.addStock('s2', { appChannelId: 11 });
    await bench.addCoupon('c3', { stockId: 's2' });
    for (const couponId of ['c1', 'c2', 'c3']) await bench.change(couponId, 'use');
    await letDie();
    expect(await replay({ stockId: 's2' })).toBe(1);
    expect(await replay({ tenantId: 't', appChannelId: 11 })).toBe(0);
    expect(await replay({ tenantId: 't', appChannelId: 0, limit: 1 })).toBe(1);
    expect(await replay({ tenantId: 'other' })).toBe(0);
    expect(await replay()).toBe(1);
    await bench.drain();
    expect(await states()).toEqual(['done', 'done', 'done']);
  });

  it('leaves what is not dead alone', async () => {
    await bench.change('c1', 'use');
    const [event] = await bench.events();
    expect(await replay({ eventId: event?.eventId ?? '' })).toBe(0);
  });
});

describe('close', () => {
  it('lets the lane go on without the dead letter', async () => {
    await bench.change('c1', 'use', 'restore');
    const [eventId = ''] = await letDie();
    expect(await close(eventId)).toBe('closed');
    await bench.drain();
    expect(told()).toEqual([1]);
    expect((await bench.events())[0]).toMatchObject({ state: 'closed', note: 'told by phone' });
  });

  it('leaves the lane as good as new', async () => {
    await bench.change('c1', 'use');
    const [eventId = ''] = await letDie();
    await close(eventId);
    await bench.change('c1', 'restore');
    await bench.drain();
    expect(told()).toEqual([1]);
  });

  it('takes a pending event out of its lane', async () => {
    await bench.change('c1', 'use', 'restore', 'use');
    const [, middle] = await bench.events();
    await close(middle?.eventId ?? '');
    await bench.drain();
    expect(told()).toEqual([2, 2]);
    expect(await bench.lane('coupon:c1')).toMatchObject({ pending: 0, readyAt: undefined });
  });

  it('still settles what was ambiguous before', async () => {
    await bench.change('c1', 'use');
    bench.script = () => timeout;
    await bench.drain();
    bench.script = () => ack;
    const [event] = await bench.events();
    await close(event?.eventId ?? '');
    await bench.pass(settleMs - 1);
    expect(told()).toEqual([2, 2]);
    await bench.pass(1);
    expect(told()).toEqual([2, 2, 2]);
  });

  it('keeps the outcome of a call under way out', async () => {
    await bench.change('c1', 'use', 'restore');
    bench.script = async () => {
      bench.script = () => ack;
      const [event] = await bench.events();
      await close(event?.eventId ?? '');
      return answered(400000);
    };
    await bench.engine.runOnce();
    expect(await bench.drain()).toBe(0);
    bench.clock.now += leaseMs;
    await bench.drain();
    expect(told()).toEqual([2, 1]);
    expect(await states()).toEqual(['closed', 'done']);
    await bench.pass(settleMs);
    expect(told()).toEqual([2, 1, 1]);
  });

  it('closes an event that waits for its stock', async () => {
    await bench.addStock('s3', { synced: false });
    await bench.addCoupon('c3', { stockId: 's3' });
    await bench.issue('c3');
    const [event] = await bench.events();
    await close(event?.eventId ?? '');
    await bench.publish('s3');
    await bench.pass(minute);
    expect(bench.calls.map(({ path }) => path)).toEqual(['/coupon/stock/rsync']);
    expect(await bench.lane('coupon:c3')).toMatchObject({ pending: 0, readyAt: undefined });
  });

  it('says why it closed nothing', async () => {
    await bench.change('c1', 'use');
    await bench.drain();
    const [event] = await bench.events();
    expect(await close(event?.eventId ?? '')).toBe('finished');
    expect(await close('1')).toBe('not-found');
  });
});

it('closes a circuit by hand', async () => {
  await bench.change('c1', 'use');
  bench.script = () => refusedConnection;
  await bench.pass(hour);
  bench.script = () => ack;
  const channel = { tenantId: 't', appChannelId: 0 };
  const closing = () => bench.database.transaction((tx) => closeCircuit(tx, channel, bench.clock.now, 1));
  expect(await closing()).toBe(true);
  expect(await closing()).toBe(false);
  expect(await bench.drain()).toBe(1);
});

describe('list', () => {
  beforeEach(async () => {
    await bench.change('c1', 'use', 'restore');
    await bench.change('c2', 'use');
    bench.script = ({ body }) => (body['coupon_id'] === 'c1' ? answered(1, 'no') : ack);
    await bench.pass(minute);
  });
  const list = (filter: object) => listDeliveries(bench.database.read, { buckets: 1, limit: 10, ...filter });

  it('shows events with lane and last attempt', async () => {
    const [pending, dead] = await list({ coupon: couponOf('c1') });
    expect(dead).toMatchObject({
      laneId: 'coupon:c1',
      couponId: 'c1',
      stockId: 's1',
      state: 'dead',
      lane: { pending: 2, blocked: true, waitsForStock: false },
      lastAttempt: { attempt: 3, outcome: 'permanent', code: 1, message: 'no' },
    });
    expect(pending).toMatchObject({ state: 'pending', lastAttempt: undefined });
  });

  it.each([
    [{ states: ['dead'] }, ['c1']],
    [{ states: ['pending', 'dead'] }, ['c1', 'c1']],
    [{ states: ['done'] }, ['c2']],
    [{ stockId: 's1' }, ['c2', 'c1', 'c1']],
    [{ stockId: 's1', limit: 1 }, ['c2']],
    [{ coupon: couponOf('c1'), states: ['dead'] }, ['c1']],
    [{ tenantId: 'other', coupon: couponOf('c1') }, []],
    [{ appChannelId: 3 }, []],
    [{ tenantId: 't', appChannelId: 0, states: ['done', 'dead'] }, ['c2', 'c1']],
    [{ eventId: '1' }, []],
  ])('filters by %j', async (filter, couponIds) => {
    expect((await list(filter)).map(({ couponId }) => couponId)).toEqual(couponIds);
  });

  it('finds one event by its id', async () => {
    const [event] = await list({ coupon: couponOf('c2') });
    expect(await list({ eventId: event?.eventId })).toEqual([event]);
  });
});

it('sums the outbox up by channel', async () => {
  await bench.addChannel(11);
  await bench.change('c1', 'use');
  await letDie();
  bench.clock.now += hour;
  const firstAt = bench.clock.now;
  await bench.change('c2', 'use');
  bench.clock.now += minute;
  await bench.change('c2', 'restore');
  bench.script = () => answered(400005);
  await bench.drain();
  expect(await listCircuits(bench.database.read)).toHaveLength(1);
  const channels = [
    { tenantId: 't', appChannelId: 0 },
    { tenantId: 't', appChannelId: 11 },
  ];
  expect(await deliverySnapshot(bench.database.read, channels)).toEqual([
    { ...channels[0], depth: 2, oldestAt: firstAt, deadLetters: 1, circuitOpen: true },
    { ...channels[1], depth: 0, oldestAt: undefined, deadLetters: 0, circuitOpen: false },
  ]);
});
