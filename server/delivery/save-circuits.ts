// Brings the channels' circuits up to date with a group of outcomes, in the transaction that saves them.
import type { Session } from '../store/database.ts';
import {
  type ChannelKey,
  type Circuit,
  closeCircuit,
  listCircuits,
  openCircuit,
} from '../store/sql/circuits.ts';
import type { Attempted } from './call.ts';
import { type Health, observe } from './circuit.ts';
import type { EffectOptions } from './effects.ts';

/** Unreachable outcomes in a row, by channel: each process counts those it sees. */
export type Streaks = ReadonlyMap<string, number>;

export interface CircuitChange extends ChannelKey {
  readonly before: Circuit | undefined;
  readonly after: Circuit | undefined;
}

export const channelKey = (of: ChannelKey): string => `${of.tenantId}\n${of.appChannelId}`;

/** @returns what changed, and the new streaks: to be believed once the transaction is committed. */
export async function saveCircuits(
  tx: Session,
  made: readonly Attempted[],
  streaks: Streaks,
  { now, random, settings }: EffectOptions,
): Promise<{ changes: CircuitChange[]; streaks: Streaks }> {
  const known = new Map((await listCircuits(tx)).map((circuit) => [channelKey(circuit), circuit]));
  const channels = new Map<string, ChannelKey>();
  const healths = new Map<string, Health>();
  for (const { leased, outcome } of made) {
    const { tenantId, appChannelId } = leased.lane;
    const channel = { tenantId, appChannelId };
    const key = channelKey(channel);
    const health = healths.get(key) ?? { circuit: known.get(key), streak: streaks.get(key) ?? 0 };
    const seen = { channel, probe: leased.probe, now, random: random(), jitter: settings.jitter };
    channels.set(key, channel);
    healths.set(key, observe(health, outcome, seen));
  }
  const changes: CircuitChange[] = [];
  for (const [key, channel] of channels) {
    const change = { ...channel, before: known.get(key), after: healths.get(key)?.circuit };
    if (change.before === change.after) continue;
    changes.push(change);
    if (change.after === undefined) await closeCircuit(tx, channel, now, settings.buckets);
    else await openCircuit(tx, change.after);
  }
  const counted = [...healths].map(([key, { streak }]) => [key, streak] as const);
  return { changes, streaks: new Map([...streaks, ...counted]) };
}
