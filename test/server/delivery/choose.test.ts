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

async function choose(free = 8): Promise<string[]> {
  const { clock, database, directory } = bench;
  const settings = {
    concurrency: 8,
    pollMs: 5,
    settleMs: 1,
    timeoutMs: 1,
    leaseMs: 3,
    jitter: 0,
    buckets: 1,
  };
  const load = { free, inFlight: () => 0, turn: 0 };
  const orders = await chooseLanes(load, clock.now, { database, directory, settings });
  return orders.map(
    ({ channel, limit, probe }) => `${limit} of ${channel.appChannelId}${probe ? ', a probe' : ''}`,
  );
}

async function addUsed(couponId: string): Promise<void> {
  await bench.addCoupon(couponId);
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

it('probes an open circuit when its time has come', async () => {
  await addUsed('c1');
  await openUntil(bench.clock.now + 1);
  expect(await choose()).toEqual([]);
  bench.clock.now += 1;
  expect(await choose()).toEqual(['1 of 0, a probe']);
});

it('probes nothing where there is nothing to try', async () => {
  await openUntil(bench.clock.now);
  expect(await choose()).toEqual([]);
});
