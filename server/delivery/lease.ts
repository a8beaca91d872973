// Takes lanes for this process to work on, each with its head; makes the events that settle lanes whose time has come.
import type { Channel } from '../domain/tenant.ts';
import type { Session } from '../store/database.ts';
import { blockLane, type Lane, leaseLane, restLane } from '../store/lane.ts';
import { claimProbe } from '../store/sql/circuits.ts';
import { enqueueSettling, type SettlingOptions } from '../store/sql/enqueue-settling.ts';
import { type HeadEvent, laneHeads } from '../store/sql/lane-heads.ts';
import { lockReadyLanes, lockUnreachableLane } from '../store/sql/lock-lanes.ts';
import { type LaneChange, saveLanes } from '../store/sql/save-lanes.ts';
import type { DeliveryDeps, LeasedEvent } from './deps.ts';

export interface LeaseOrder {
  readonly channel: Channel;
  readonly limit: number;
  /** The circuit is open and may be probed: one lane, and only if nobody else probes. */
  readonly probe: boolean;
}

type LeaseDeps = Pick<DeliveryDeps, 'nextEventId' | 'owner' | 'settings'>;

export async function leaseEvents(
  tx: Session,
  orders: readonly LeaseOrder[],
  now: number,
  deps: LeaseDeps,
): Promise<LeasedEvent[]> {
  const leased: LeasedEvent[] = [];
  for (const order of orders) {
    const lanes = order.probe ? await lockProbe(tx, order, now, deps) : await lockReady(tx, order, now, deps);
    leased.push(...(await takeLanes(tx, lanes, order, now, deps)));
  }
  return leased;
}

async function lockReady(tx: Session, order: LeaseOrder, now: number, deps: LeaseDeps): Promise<Lane[]> {
  const { tenantId, appChannelId } = order.channel;
  const lanes: Lane[] = [];
  for (let bucket = 0; bucket < deps.settings.buckets && lanes.length < order.limit; bucket += 1) {
    const left = order.limit - lanes.length;
    lanes.push(...(await lockReadyLanes(tx, { bucket, tenantId, appChannelId }, now, left)));
  }
  return lanes;
}

/** A lane that is ready goes first: the one that failed last comes after all that have waited longer. */
async function lockProbe(tx: Session, order: LeaseOrder, now: number, deps: LeaseDeps): Promise<Lane[]> {
  const { channel } = order;
  let [lane] = await lockReady(tx, { ...order, limit: 1 }, now, deps);
  for (let bucket = 0; lane === undefined && bucket < deps.settings.buckets; bucket += 1) {
    lane = await lockUnreachableLane(tx, {
      bucket,
      tenantId: channel.tenantId,
      appChannelId: channel.appChannelId,
    });
  }
  if (lane === undefined) return [];
  return (await claimProbe(tx, channel, now, now + deps.settings.leaseMs)) ? [lane] : [];
}

async function takeLanes(
  tx: Session,
  lanes: readonly Lane[],
  { channel, probe }: LeaseOrder,
  now: number,
  { nextEventId, owner, settings }: LeaseDeps,
): Promise<LeasedEvent[]> {
  const heads = await laneHeads(tx, lanes);
  const taken: (LaneChange & { leased?: LeasedEvent })[] = [];
  for (const [index, before] of lanes.entries()) {
    const options = { now, nextEventId, policies: channel.policies };
    const { lane, event } = await settleIfDue(tx, before, heads[index], options);
    if (event === undefined) {
      taken.push({ before, after: restLane(lane) });
    } else if (event.dead) {
      taken.push({ before, after: blockLane(lane, false) });
    } else {
      const after = leaseLane(lane, owner, now + settings.leaseMs);
      taken.push({ before, after, leased: { lane: after, event, probe } });
    }
  }
  await saveLanes(tx, taken);
  return taken.flatMap(({ leased }) => leased ?? []);
}

/** An ambiguous lane that has nothing else to deliver gets an event with its latest state. */
async function settleIfDue(
  tx: Session,
  lane: Lane,
  event: HeadEvent | undefined,
  options: SettlingOptions,
): Promise<{ lane: Lane; event: HeadEvent | undefined }> {
  if (event !== undefined || !lane.ambiguous) return { lane, event };
  if (!(await enqueueSettling(tx, lane, options))) return { lane, event };
  const [settling] = await laneHeads(tx, [lane]);
  return { lane: { ...lane, pending: lane.pending + 1, ambiguous: false }, event: settling };
}
