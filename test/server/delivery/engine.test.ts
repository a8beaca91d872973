import type { Database } from '../../../server/store/database.ts';
import { StoreUnavailable } from '../../../server/store/errors.ts';
import { ack, type Bench, createBench, http } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
  await bench.addCoupon('c2');
});
afterEach(() => bench.close());

/** Turns of the event loop until something is so; the test's time limit bounds it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

it('delivers by itself once started', async () => {
  await bench.change('c1', 'use');
  bench.engine.start();
  await until(() => bench.calls.length === 1);
});

it('looks again at each poll', async () => {
  bench.engine.start();
  await bench.change('c1', 'use');
  await until(() => bench.calls.length === 1);
});

it('looks at once when woken', async () => {
  const engine = bench.createEngine({ settings: { pollMs: 3_600_000 } });
  engine.start();
  await bench.change('c1', 'use');
  engine.wake();
  await until(() => bench.calls.length === 1);
  await engine.stop();
});

it('waits for calls in flight when stopped', async () => {
  await bench.change('c1', 'use', 'restore');
  let answer: (() => void) | undefined;
  bench.script = () =>
    new Promise((resolve) => {
      answer = () => resolve(ack);
    });
  bench.engine.start();
  await until(() => answer !== undefined);
  let stopped = false;
  const stopping = bench.engine.stop().then(() => {
    stopped = true;
  });
  await new Promise(setImmediate);
  expect(stopped).toBe(false);
  answer?.();
  await stopping;
  expect((await bench.events()).map(({ state }) => state)).toEqual(['done', 'pending']);
});

it('hands its lanes over when stopped', async () => {
  await bench.change('c1', 'use', 'restore');
  bench.script = async () => {
    void bench.engine.stop();
    return ack;
  };
  await bench.engine.runOnce();
  expect(await bench.lane('coupon:c1')).toMatchObject({ leaseOwner: undefined, ambiguous: false });
  bench.script = () => ack;
  expect(await bench.createEngine({ owner: 'engine-2' }).runOnce()).toBe(1);
});

it('gives leases back that it took while stopping', async () => {
  await bench.change('c1', 'use');
  let stopping: Promise<void> | undefined;
  const database: Database = {
    ...bench.database,
    transaction(work) {
      stopping ??= engine.stop();
      return bench.database.transaction(work);
    },
  };
  const engine = bench.createEngine({ database });
  expect(await engine.runOnce()).toBe(0);
  await stopping;
  expect(await bench.lane('coupon:c1')).toMatchObject({
    leaseOwner: undefined,
    readyAt: bench.clock.now,
    ambiguous: false,
  });
  expect(bench.calls).toEqual([]);
});

it('takes nothing after it was stopped', async () => {
  await bench.engine.stop();
  await bench.change('c1', 'use');
  expect(await bench.engine.runOnce()).toBe(0);
});

it('survives a store that is away', async () => {
  await bench.change('c1', 'use');
  let away = true;
  const database: Database = {
    ...bench.database,
    transaction: (work) =>
      away ? Promise.reject(new StoreUnavailable('disk full')) : bench.database.transaction(work),
  };
  const engine = bench.createEngine({ database });
  expect(await engine.runOnce()).toBe(0);
  expect(bench.logs).toMatchObject([{ level: 'error', details: { err: { message: 'disk full' } } }]);
  away = false;
  expect(await engine.runOnce()).toBe(1);
});

it('delivers again what could not be saved', async () => {
  await bench.change('c1', 'use');
  const database: Database = { ...bench.database };
  bench.script = () => {
    database.transaction = () => Promise.reject(new StoreUnavailable('disk full'));
    return ack;
  };
  const engine = bench.createEngine({ database });
  expect(await engine.runOnce()).toBe(1);
  expect((await bench.events())[0]?.state).toBe('pending');
  database.transaction = bench.database.transaction;
  bench.script = () => ack;
  await bench.pass(30_000);
  expect((await bench.events())[0]?.state).toBe('done');
});

it('works on no more lanes than allowed', async () => {
  await bench.change('c1', 'use');
  await bench.issueMany('c1', 30);
  let open = 0;
  let most = 0;
  bench.script = async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise(setImmediate);
    open -= 1;
    return ack;
  };
  bench.engine.start();
  await until(() => bench.calls.length === 31);
  expect(most).toBe(8);
});

it('writes the outcomes of a group together', async () => {
  await bench.change('c1', 'use');
  await bench.issueMany('c1', 7);
  let transactions = 0;
  const database: Database = {
    ...bench.database,
    transaction(work) {
      transactions += 1;
      return bench.database.transaction(work);
    },
  };
  bench.script = () => http(404);
  expect(await bench.createEngine({ database }).runOnce()).toBe(8);
  expect(transactions).toBe(2);
});

it('spreads its work over all buckets', async () => {
  await bench.change('c1', 'use');
  await bench.database.transaction(async (tx) => {
    for (const table of ['delivery_lane', 'outbox_event']) await tx.run(`UPDATE ${table} SET bucket = 2`);
  });
  expect(await bench.engine.runOnce()).toBe(0);
  expect(await bench.createEngine({ settings: { buckets: 3 } }).runOnce()).toBe(1);
});
