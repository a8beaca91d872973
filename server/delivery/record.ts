// Remembers how calls ended. Everything that ended while the last group was being written goes into the next transaction.
import { GroupQueue } from '../store/group-queue.ts';
import type { Attempted, Finished } from './call.ts';
import type { DeliveryDeps, LeasedEvent } from './deps.ts';
import type { EffectOptions } from './effects.ts';
import { type CircuitChange, type Streaks, saveCircuits } from './save-circuits.ts';
import { type Saved, saveOutcomes } from './save-outcomes.ts';

export interface Recorder {
  /** @returns the next event of the same lane, if the lease goes on. @throws StoreUnavailable and what else the store throws. */
  record(finished: Finished): Promise<LeasedEvent | undefined>;
}

type RecorderDeps = Pick<DeliveryDeps, 'database' | 'log' | 'now' | 'random' | 'settings'>;

/** @param goOn whether lanes are kept for their next events: not while the server stops */
export function createRecorder(deps: RecorderDeps, goOn: () => boolean): Recorder {
  let streaks: Streaks = new Map();

  async function saveGroup(group: readonly Finished[]): Promise<Saved[]> {
    const { random, settings } = deps;
    const options: EffectOptions = { now: deps.now(), random, goOn: goOn(), settings };
    const result = await deps.database.transaction(async (tx) => {
      const saved = await saveOutcomes(tx, group, options);
      const made = group.filter(
        (finished, index): finished is Attempted =>
          finished.kind === 'attempted' && saved[index]?.lost === false,
      );
      return { saved, circuits: await saveCircuits(tx, made, streaks, options) };
    });
    streaks = result.circuits.streaks;
    for (const change of result.circuits.changes) logCircuit(change);
    for (const [index, saved] of result.saved.entries()) logSaved(group[index], saved);
    return result.saved;
  }

  function logCircuit({ tenantId, appChannelId, before, after }: CircuitChange): void {
    const channel = { tenantId, appChannelId };
    if (after === undefined) {
      deps.log.info(channel, `callbacks to channel ${appChannelId} go out again`);
    } else if (after.cause !== before?.cause) {
      const why =
        after.cause === 'configuration'
          ? 'the peer does not accept our api_key, clock or signature, or our own settings are incomplete: check them'
          : 'the peer cannot be reached: it is tried again every minute at least, by itself';
      const message = `callbacks to channel ${appChannelId} are held back, nothing is lost; ${why}`;
      deps.log.error({ ...channel, reason: after.reason }, message);
    }
  }

  function logSaved(finished: Finished | undefined, saved: Saved): void {
    if (finished === undefined) return;
    const { lane, event } = finished.leased;
    const about = { eventId: event.eventId, lane: lane.laneId, interface: event.interface };
    if (saved.lost) deps.log.warn(about, 'the lease was lost before the outcome could be saved');
    if (saved.dead === undefined) return;
    deps.log.error(
      { ...about, note: saved.dead },
      `${lane.laneId} waits for an operator: its event was given up (replay it, or close it)`,
    );
  }

  const queue = new GroupQueue<Finished, Saved>({ run: saveGroup, groupLimit: 256, queueLimit: 10_000 });
  return { record: async (finished) => (await queue.push(finished)).next };
}
