// Whatever happens to the calls, the peer ends up with our state: random changes of coupons against random fates of calls.
import fc from 'fast-check';
import type { Delivery } from '../../../server/delivery/engine.ts';
import type { SendResult } from '../../../server/delivery/transport.ts';
import {
  ack,
  answered,
  type Bench,
  type Call,
  createBench,
  http,
  minute,
  settleMs,
  timeout,
} from './bench.ts';
import { mortalDatabase, mortalSend } from './mortal.ts';

type Fate =
  | { kind: 'applied' | 'unavailable' | 'busy' | 'lost' | 'applied, no answer' | 'applied, bad answer' }
  /** The peer answers nothing, or the worker dies while it waits, and the call is applied so much later. */
  | { kind: 'late' | 'gateway' | 'crash'; afterMs: number };

type Step = { kind: 'wait'; ms: number } | { kind: 'change'; coupon: number };

const late = fc.integer({ min: 1, max: settleMs - 1 });
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Fate>({ kind: 'applied' }) },
  fc.constantFrom<Fate>({ kind: 'unavailable' }, { kind: 'busy' }, { kind: 'lost' }),
  fc.constantFrom<Fate>({ kind: 'applied, no answer' }, { kind: 'applied, bad answer' }),
  { weight: 2, arbitrary: late.map((afterMs): Fate => ({ kind: 'late', afterMs })) },
  late.map((afterMs): Fate => ({ kind: 'gateway', afterMs })),
  late.map((afterMs): Fate => ({ kind: 'crash', afterMs })),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 1 }).map((coupon): Step => ({ kind: 'change', coupon })),
  },
  fc.integer({ min: 0, max: 2 * settleMs }).map((ms): Step => ({ kind: 'wait', ms })),
);
const schedule = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  fates: fc.array(fate, { maxLength: 12 }),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

let bench: Bench;
let runs = 0;
beforeAll(async () => {
  bench = await createBench();
  await bench.addStock('s1');
});
afterAll(() => bench.close());

/** @returns the statuses of the coupons as the peer has them in the end, and as we have them. */
async function play(
  { steps, fates }: Schedule,
  settle: number,
): Promise<{ peer: unknown[]; ours: unknown[] }> {
  runs += 1;
  const coupons = [0, 1].map((index) => `r${runs}c${index}`);
  for (const coupon of coupons) await bench.addCoupon(coupon);
  const peer = new Peer(fates);
  const worker = createWorker(peer, settle);
  for (const one of steps) {
    if (one.kind === 'wait') await worker.pass(one.ms);
    else await toggle(coupons[one.coupon] ?? '');
  }
  // Twelve failures in a row take the retries of one lane 60 hours at most.
  await worker.pass(72 * 60 * minute);
  const ours = await Promise.all(coupons.map(async (coupon) => (await bench.coupon(coupon)).status));
  return { peer: coupons.map((coupon) => peer.statuses.get(coupon) ?? 1), ours };
}

async function toggle(couponId: string): Promise<void> {
  const { status } = await bench.coupon(couponId);
  await bench.change(couponId, status === 1 ? 'use' : 'restore');
}

/** Applies calls in the order in which they reach it; some reach it late. */
class Peer {
  readonly statuses = new Map<unknown, unknown>();
  readonly #fates: Fate[];
  #underWay: { at: number; call: Call }[] = [];

  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }

  /** @returns undefined when the worker dies before it hears anything. */
  receive(call: Call): SendResult | undefined {
    this.applyDue(call.at);
    const next = this.#fates.shift() ?? { kind: 'applied' };
    if (next.kind.startsWith('applied')) this.#apply(call);
    if ('afterMs' in next) this.#underWay.push({ at: call.at + next.afterMs, call });
    return answers[next.kind];
  }

  applyDue(now: number): void {
    const due = this.#underWay.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.#underWay = this.#underWay.filter(({ at }) => at > now);
    for (const { call } of due) this.#apply(call);
  }

  #apply({ body }: Call): void {
    this.statuses.set(body['coupon_id'], body['coupon_status']);
  }
}

const answers: Record<Fate['kind'], SendResult | undefined> = {
  applied: ack,
  unavailable: http(503),
  busy: answered(400101),
  lost: timeout,
  'applied, no answer': timeout,
  'applied, bad answer': http(200, '<html>'),
  late: timeout,
  gateway: http(504),
  crash: undefined,
};

/** Delivers while time passes; where a worker dies, another takes its place. */
function createWorker(peer: Peer, settle: number) {
  let died: () => void = () => undefined;
  let owner = 0;
  let life = { isOver: false };

  function start(): Delivery {
    owner += 1;
    life = { isOver: false };
    return bench.createEngine({
      owner: `run-${runs}-${owner}`,
      settings: { settleMs: settle },
      database: mortalDatabase(bench.database, life),
      send: mortalSend(bench.send, life),
    });
  }

  let engine = start();
  bench.script = (call) => {
    const result = peer.receive(call);
    if (result !== undefined) return result;
    life.isOver = true;
    died();
    return new Promise<never>(() => undefined);
  };
  // The bench's own loop goes through time; this engine stands in for the one that it would ask.
  const standIn: Delivery = {
    ...bench.engine,
    async runOnce() {
      const death = new Promise<'death'>((resolve) => {
        died = () => resolve('death');
      });
      const result = await Promise.race([engine.runOnce(), death]);
      if (result !== 'death') return result;
      engine = start();
      return 1;
    },
  };
  Object.assign(bench, { engine: standIn });

  return {
    async pass(ms: number) {
      await bench.pass(ms);
      peer.applyDue(bench.clock.now);
    },
  };
}

it('leaves the peer with our state', async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async (one) => {
      const { peer, ours } = await play(one, settleMs);
      expect(peer).toEqual(ours);
    }),
    { numRuns: 150 },
  );
}, 240_000);

it('needs settling for that', async () => {
  const never = 365 * 24 * 60 * minute;
  let wrong = 0;
  for (const one of fc.sample(schedule, { numRuns: 60, seed: 7 })) {
    const { peer, ours } = await play(one, never);
    if (peer.join() !== ours.join()) wrong += 1;
  }
  expect(wrong).toBeGreaterThan(0);
}, 240_000);
