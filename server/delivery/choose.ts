// Which channels to work for now, and with how many lanes: cheap reads, so that an idle server stays idle.
import type { Channel } from '../domain/tenant.ts';
import { type ChannelKey, listCircuits } from '../store/sql/circuits.ts';
import { countReadyLanes, hasProbeLane } from '../store/sql/count-ready-lanes.ts';
import type { DeliveryDeps } from './deps.ts';
import { allot } from './fairness.ts';
import type { LeaseOrder } from './lease.ts';
import { channelKey } from './save-circuits.ts';

export interface Load {
  /** Lanes that may still be taken. */
  readonly free: number;
  inFlight(channel: ChannelKey): number;
  /** Grows with each round, so that it is not always the same channel's turn first. */
  readonly turn: number;
}

type ChooseDeps = Pick<DeliveryDeps, 'database' | 'directory' | 'settings'>;

export async function chooseLanes(load: Load, now: number, deps: ChooseDeps): Promise<LeaseOrder[]> {
  const channels = inTurn(
    deps.directory.channels().filter(({ callbackBase }) => callbackBase !== undefined),
    load.turn,
  );
  if (channels.length === 0 || load.free <= 0) return [];
  const { read } = deps.database;
  const circuits = new Map((await listCircuits(read)).map((circuit) => [channelKey(circuit), circuit]));
  const closed = channels.filter((channel) => !circuits.has(channelKey(channel)));
  const ready = await countReady(closed, now, load.free, deps);
  const counts = allot(
    closed.map((channel, index) => ({ inFlight: load.inFlight(channel), ready: ready[index] ?? 0 })),
    load.free,
    channels.length === 1,
  );
  const orders = closed.map((channel, index) => ({ channel, limit: counts[index] ?? 0, probe: false }));
  for (const channel of channels) {
    const circuit = circuits.get(channelKey(channel));
    if (circuit === undefined || circuit.openUntilAt > now) continue;
    if (await canProbe(channel, now, deps)) orders.push({ channel, limit: 1, probe: true });
  }
  return orders.filter(({ limit }) => limit > 0);
}

function inTurn<Item>(items: readonly Item[], turn: number): Item[] {
  const first = items.length === 0 ? 0 : turn % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

async function countReady(
  channels: readonly Channel[],
  now: number,
  limit: number,
  { database, settings }: ChooseDeps,
): Promise<number[]> {
  const totals = channels.map(() => 0);
  for (let bucket = 0; bucket < settings.buckets; bucket += 1) {
    const lanes = channels.map(({ tenantId, appChannelId }) => ({ bucket, tenantId, appChannelId }));
    const counts = await countReadyLanes(database.read, lanes, now, limit);
    for (const [index, count] of counts.entries()) totals[index] = (totals[index] ?? 0) + count;
  }
  return totals;
}

async function canProbe(
  { tenantId, appChannelId }: Channel,
  now: number,
  { database, settings }: ChooseDeps,
): Promise<boolean> {
  for (let bucket = 0; bucket < settings.buckets; bucket += 1) {
    if (await hasProbeLane(database.read, { bucket, tenantId, appChannelId }, now)) return true;
  }
  return false;
}
