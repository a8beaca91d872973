// Which channels are worked for: those with something ready, and open circuits when their time has come and there is something to try.
import { chooseLanes } from '../../../server/delivery/choose.ts';
import { openCircuit } from '../../../server/store/sql/circuits.ts';
import { type Bench, createBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
});
afterEach(() => bench.close());

async function choose(free = 8, turn = 0, buckets = 1): Promise<string[]> {
  const { clock, database, directory } = bench;
  const settings = {
    concurrency: 8,
    pollMs: 5,
    settleMs: 1,
    timeoutMs: 1,
    leaseMs: 3,
    jitter: 0,
    buckets,
  };
  const load = { free, inFlight: () => 0, turn };
  const orders = await chooseLanes(load, clock.now, { database, directory, settings });
  return orders.map(
    ({ channel, limit, probe }) => `${limit} of ${channel.appChannelId}${probe ? ', a probe' : ''}`,
  );
}

async function addUsed(couponId: string, stockId = 's1'): Promise<void> {
  await bench.addCoupon(couponId, { stockId });
  await bench.change(couponId, 'use');
}

const openUntil = (openUntilAt: number) =>
  bench.database.transaction((tx) =>
    openCircuit(tx, {
      ...{ tenantId: 't', appChannelId: 0, cause: 'unreachable', reason: 'down' },
      ...{ openUntilAt, openedAt: 0, opens: 1 },
    }),
  );

it('chooses as many lanes as are ready', async () => {
  expect(await choose()).toEqual([]);
  await addUsed('c1');
  await addUsed('c2');
  expect(await choose()).toEqual(['2 of 0']);
});

it('chooses nothing where nothing is free', async () => {
  await addUsed('c1');
  expect(await choose(0)).toEqual([]);
});

it('looks into every bucket', async () => {
  await addUsed('c1');
  expect(await choose(8, 0, 2)).toEqual(['1 of 0']);
});

it('lets a lone channel have every place, and two of them half of what is left for each', async () => {
  for (const couponId of ['c1', 'c2', 'c3', 'c4']) await addUsed(couponId);
  expect(await choose(4)).toEqual(['4 of 0']);
  await bench.addChannel(3);
  expect(await choose(4)).toEqual(['2 of 0']);
});

it('begins with another channel in each turn', async () => {
  for (const appChannelId of [3, 5]) {
    await bench.addChannel(appChannelId);
    await bench.addStock(`s${appChannelId}`, { appChannelId });
    await addUsed(`c${appChannelId}`, `s${appChannelId}`);
  }
  await addUsed('c1');
  expect(await choose(8, 6)).toEqual(['1 of 0', '1 of 3', '1 of 5']);
  expect(await choose(8, 7)).toEqual(['1 of 3', '1 of 5', '1 of 0']);
  expect(await choose(8, 8)).toEqual(['1 of 5', '1 of 0', '1 of 3']);
});

it('leaves a channel alone that nobody listens to, whose place the others have', async () => {
  await bench.addChannel(3, {}, null);
  await bench.addStock('s3', { appChannelId: 3 });
  await addUsed('c3', 's3');
  for (const couponId of ['c1', 'c2', 'c4']) await addUsed(couponId);
  expect(await choose(3)).toEqual(['3 of 0']);
});

it('probes an open circuit when its time has come', async () => {
  await addUsed('c1');
  await openUntil(bench.clock.now + 1);
  expect(await choose()).toEqual([]);
  bench.clock.now += 1;
  expect(await choose()).toEqual(['1 of 0, a probe']);
  expect(await choose(0)).toEqual([]);
});

it('probes nothing where there is nothing to try', async () => {
  await openUntil(bench.clock.now);
  expect(await choose()).toEqual([]);
});
