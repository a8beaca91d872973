import type { SendResult } from '../../../server/delivery/transport.ts';
import { openCircuit } from '../../../server/store/sql/circuits.ts';
import {
  ack,
  type Bench,
  createBench,
  leaseMs,
  minute,
  refusedConnection,
  settleMs,
  timeoutMs,
} from './bench.ts';

let bench: Bench;
let answer: (result: SendResult) => void;
beforeEach(async () => {
  bench = await createBench();
  await bench.addStock('s1');
  await bench.addCoupon('c1');
});
afterEach(() => bench.close());

const told = () => bench.calls.map(({ body }) => body['coupon_status']);

/** The first engine's call hangs until the test answers it. */
async function startHangingCall(): Promise<{ done: Promise<number> }> {
  const asked = new Promise<void>((called) => {
    bench.script = () => {
      called();
      bench.script = () => ack;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
  });
  const done = bench.engine.runOnce();
  await asked;
  return { done };
}

it('leaves a leased lane to its holder', async () => {
  await bench.change('c1', 'use');
  const { done } = await startHangingCall();
  bench.clock.now += leaseMs - 1;
  expect(await bench.createEngine({ owner: 'engine-2' }).runOnce()).toBe(0);
  answer(ack);
  await done;
});

it('gives the lane to another when the lease ends', async () => {
  await bench.change('c1', 'use', 'restore');
  await startHangingCall();
  bench.clock.now += leaseMs;
  const second = bench.createEngine({ owner: 'engine-2' });
  expect(await second.runOnce()).toBe(2);
  expect(told()).toEqual([2, 2, 1]);
  answer(ack);
});

it.each([
  ['acknowledgement', ack],
  ['failure', refusedConnection],
])('ignores the late %s of a lost lease', async (_, result) => {
  await bench.change('c1', 'use', 'restore');
  const { done } = await startHangingCall();
  bench.clock.now += leaseMs;
  const second = bench.createEngine({ owner: 'engine-2' });
  await second.runOnce();
  const before = await bench.database.read.all('SELECT * FROM delivery_lane');
  answer(result);
  await done;
  expect(await bench.database.read.all('SELECT * FROM delivery_lane')).toEqual(before);
  expect(await bench.database.read.all('SELECT * FROM circuit')).toEqual([]);
  expect((await bench.events()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['done', 1],
    ['done', 1],
  ]);
  expect(bench.logs.map(({ message }) => message)).toContain(
    'the lease was lost before the outcome could be saved',
  );
});

it('settles what a dead worker may have sent', async () => {
  await bench.change('c1', 'use', 'restore');
  await startHangingCall();
  bench.clock.now += leaseMs;
  const second = bench.createEngine({ owner: 'engine-2' });
  await second.runOnce();
  expect((await bench.lane('coupon:c1')).ambiguous).toBe(true);
  bench.clock.now += settleMs;
  await second.runOnce();
  expect(told()).toEqual([2, 2, 1, 1]);
  answer(ack);
});

/** That sleeps once, between taking a lane and calling. */
function sleepyEngine(asleepFor: number) {
  let left = asleepFor;
  return bench.createEngine({
    phoneOf: async () => {
      bench.clock.now += left;
      left = 0;
      return undefined;
    },
  });
}

it.each([
  ['slept through its lease', leaseMs],
  ['could be overtaken during the call', leaseMs - timeoutMs + 1],
])('calls nobody when it %s', async (_, asleepFor) => {
  await bench.change('c1', 'use');
  const engine = sleepyEngine(asleepFor);
  await engine.runOnce();
  expect(bench.calls).toEqual([]);
  expect(await bench.lane('coupon:c1')).toMatchObject({ leaseOwner: undefined, ambiguous: false });
  await bench.pass(minute);
  expect(told()).toEqual([2]);
});

it('calls while the lease covers a whole call', async () => {
  await bench.change('c1', 'use');
  await sleepyEngine(leaseMs - timeoutMs).runOnce();
  expect(told()).toEqual([2]);
});

it('renews the lease with each event of a lane', async () => {
  await bench.change('c1', 'use', 'restore', 'use');
  const ends: unknown[] = [];
  bench.script = async () => {
    ends.push(((await bench.lane('coupon:c1')).readyAt ?? 0) - bench.clock.now);
    bench.clock.now += 20_000;
    return ack;
  };
  await bench.engine.runOnce();
  expect(ends).toEqual([leaseMs, leaseMs, leaseMs]);
});

it('does not hand a leased lane out with a backlog', async () => {
  await bench.change('c1', 'use');
  bench.script = () => refusedConnection;
  await bench.pass(minute);
  bench.clock.now += 10 * minute;
  const { done } = await startHangingCall();
  const circuit = { tenantId: 't', appChannelId: 0, cause: 'unreachable', reason: 'down' } as const;
  await bench.database.transaction((tx) =>
    openCircuit(tx, { ...circuit, openUntilAt: 0, openedAt: 0, opens: 1 }),
  );
  await bench.addCoupon('c2');
  await bench.change('c2', 'use');
  await bench.createEngine({ owner: 'engine-2' }).runOnce();
  expect(await bench.createEngine({ owner: 'engine-3' }).runOnce()).toBe(0);
  expect((await bench.lane('coupon:c1')).leaseOwner).toBe('engine-1');
  answer(ack);
  await done;
});
