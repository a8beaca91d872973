// Writes a group of finished calls in one transaction: lanes, events, attempts, and the stocks that were confirmed.
import type { Session } from '../store/database.ts';
import type { Lane } from '../store/lane.ts';
import { confirmStock, releaseStockLanes } from '../store/sql/confirm-stock.ts';
import { lockStock } from '../store/sql/find-stock.ts';
import { laneHeads } from '../store/sql/lane-heads.ts';
import { lockLanes } from '../store/sql/lock-lanes.ts';
import { insertAttempts, saveProgress } from '../store/sql/save-attempts.ts';
import { saveLanes } from '../store/sql/save-lanes.ts';
import type { Finished } from './call.ts';
import type { LeasedEvent } from './deps.ts';
import { type EffectOptions, type Effects, effectsOf } from './effects.ts';

export interface Saved {
  /** The lease had been lost: nothing was written. */
  readonly lost: boolean;
  /** The lane's next event, under the same lease. */
  readonly next: LeasedEvent | undefined;
  /** Why the event became a dead letter, if it did. */
  readonly dead: string | undefined;
}

/** Lanes of a stock that are released along with its confirmation; more are left to the repair. */
const releaseLimit = 500;

/** @returns one for each of `group`, in its order. */
export async function saveOutcomes(
  tx: Session,
  group: readonly Finished[],
  options: EffectOptions,
): Promise<Saved[]> {
  await lockConfirmedStocks(tx, group);
  const keys = group.map(({ leased }) => leased.lane);
  const lanes = await lockLanes(tx, keys);
  const effects = group.map((finished, index) => effectsOf(finished, lanes[index], options));
  const held = effects.filter((effect) => effect !== undefined);
  await saveLanes(
    tx,
    held.map(({ lane }) => lane),
  );
  await saveProgress(
    tx,
    held.map(({ event }) => event),
  );
  await insertAttempts(
    tx,
    held.flatMap(({ attempt }) => attempt ?? []),
  );
  for (const [index, finished] of group.entries()) {
    if (effects[index] !== undefined && confirmsStock(finished))
      await confirm(tx, finished.leased.lane, options);
  }
  return withNext(tx, effects);
}

/** Before any lane: a use case holds its stock when it comes to the lanes, so whoever needs both takes them in that order. */
async function lockConfirmedStocks(tx: Session, group: readonly Finished[]): Promise<void> {
  const lanes = group.filter(confirmsStock).map(({ leased }) => leased.lane);
  for (const { tenantId, stockId } of lanes.sort((a, b) => (a.stockId < b.stockId ? -1 : 1))) {
    await lockStock(tx, tenantId, stockId);
  }
}

const confirmsStock = (finished: Finished): boolean =>
  finished.kind === 'attempted' &&
  finished.outcome.kind === 'ack' &&
  finished.leased.event.interface === 'stock.rsync';

async function confirm(
  tx: Session,
  { tenantId, stockId }: Lane,
  { now, settings }: EffectOptions,
): Promise<void> {
  if (!(await confirmStock(tx, { tenantId, stockId }, now))) return;
  for (let bucket = 0; bucket < settings.buckets; bucket += 1) {
    await releaseStockLanes(tx, bucket, { tenantId, stockId }, now, releaseLimit);
  }
}

async function withNext(tx: Session, effects: readonly (Effects | undefined)[]): Promise<Saved[]> {
  const lanes = effects.flatMap((effect) =>
    effect?.lane.after.leaseOwner === undefined ? [] : effect.lane.after,
  );
  const heads = await laneHeads(tx, lanes);
  const nextOf = new Map(lanes.map((lane, index) => [lane, heads[index]]));
  return effects.map((effect) => {
    const lane = effect?.lane.after;
    const event = lane && nextOf.get(lane);
    return {
      lost: effect === undefined,
      next: lane && event && { lane, event, probe: false },
      dead: effect?.event.state === 'dead' ? effect.event.note : undefined,
    };
  });
}
