// The delivery engine: takes lanes whose time has come, over all channels, and works each one off head by head.
import type { ChannelKey } from '../store/sql/circuits.ts';
import { releaseLeases } from '../store/sql/save-lanes.ts';
import { callPeer } from './call.ts';
import { chooseLanes } from './choose.ts';
import type { DeliveryDeps, LeasedEvent } from './deps.ts';
import { leaseEvents } from './lease.ts';
import { createRecorder } from './record.ts';
import { releaseConfirmed } from './repair.ts';
import { channelKey } from './save-circuits.ts';

export interface Delivery {
  start(): void;
  /** Something may be ready: look now rather than at the next poll. */
  wake(): void;
  /** One round, for tests and the command line: what is ready is delivered. @returns the number of calls made. */
  runOnce(): Promise<number>;
  /** Takes nothing more, waits for the calls in flight (their timeout bounds it) and gives unused leases back. */
  stop(): Promise<void>;
}

const repairEveryMs = 30_000;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { alarm, database, log, settings } = deps;
  const working = new Map<Promise<number>, string>();
  const recorder = createRecorder(deps, () => !stopping);
  let stopping = false;
  let pumping: Promise<void> | undefined;
  let filling: Promise<Promise<number>[]> = Promise.resolve([]);
  let repairAt = 0;
  let storeAway = false;
  let turn = 0;

  /** Takes what there is room for. Never rejects: the store may be away for a while, and is asked again at the next poll. */
  function fill(): Promise<Promise<number>[]> {
    filling = filling.then(fillNow).then(
      (started) => {
        storeAway = false;
        return started;
      },
      (error: unknown) => {
        if (!storeAway) log.error({ err: error }, 'deliveries wait: the store cannot be used now');
        storeAway = true;
        return [];
      },
    );
    return filling;
  }

  async function fillNow(): Promise<Promise<number>[]> {
    if (stopping) return [];
    const now = deps.now();
    if (now >= repairAt) {
      repairAt = now + repairEveryMs;
      await releaseConfirmed(deps);
    }
    turn += 1;
    const load = { free: settings.concurrency - working.size, inFlight, turn };
    const orders = await chooseLanes(load, now, deps);
    if (orders.length === 0) return [];
    const leased = await database.transaction((tx) => leaseEvents(tx, orders, now, deps));
    if (!stopping) return leased.map(startLane);
    const lanes = leased.map(({ lane }) => lane);
    await database.transaction((tx) => releaseLeases(tx, lanes, deps.now()));
    return [];
  }

  function inFlight(channel: ChannelKey): number {
    const key = channelKey(channel);
    return [...working.values()].filter((other) => other === key).length;
  }

  function startLane(leased: LeasedEvent): Promise<number> {
    const work = workLane(leased).finally(() => {
      working.delete(work);
      alarm.ring();
    });
    working.set(work, channelKey(leased.lane));
    return work;
  }

  /** What cannot be saved is not lost: the lease ends, and the event is delivered again. */
  async function workLane(first: LeasedEvent): Promise<number> {
    let calls = 0;
    try {
      for (let leased: LeasedEvent | undefined = first; leased !== undefined; ) {
        const finished = await callPeer(leased, deps);
        if (finished.kind === 'attempted') calls += 1;
        leased = await recorder.record(finished);
      }
    } catch (error) {
      log.error(
        { err: error, lane: first.lane.laneId },
        'an outcome was not saved: its lane comes back by itself',
      );
    }
    return calls;
  }

  async function pump(): Promise<void> {
    while (!stopping) {
      const started = await fill();
      if (started.length === 0) await alarm.wait(settings.pollMs);
    }
  }

  return {
    start() {
      pumping ??= pump();
    },
    wake: alarm.ring,
    async runOnce() {
      const calls = await Promise.all(await fill());
      return calls.reduce((sum, one) => sum + one, 0);
    },
    async stop() {
      stopping = true;
      alarm.ring();
      await pumping;
      await filling;
      await Promise.all(working.keys());
    },
  };
}
