// What an unfinished delivery waits for, and when its next try is.
import type { Context } from '../context.ts';
import type { DeliveryView } from '../store/rows/delivery.ts';
import { type Circuit, listCircuits } from '../store/sql/circuits.ts';
import { laneHeads } from '../store/sql/lane-heads.ts';
import { timeWords } from './words.ts';

export interface Waiting {
  readonly for: 'operator' | 'callback-base' | 'stock' | 'lane' | 'circuit' | 'time' | 'worker';
  readonly nextTryAt?: number | undefined;
  readonly words: string;
}

/** One for each delivery, in their order; undefined for those that are finished. */
export async function waitingOf(
  context: Context,
  deliveries: readonly DeliveryView[],
): Promise<(Waiting | undefined)[]> {
  const { database, directory, useCases } = context;
  const circuits = await listCircuits(database.read);
  const heads = await laneHeads(database.read, deliveries);
  const now = useCases.now();
  return deliveries.map((delivery, index) => {
    const { tenantId, appChannelId } = delivery;
    return waiting(delivery, now, {
      isHead: heads[index]?.eventId === delivery.eventId,
      hasAddress: directory.channel(tenantId, appChannelId)?.callbackBase !== undefined,
      circuit: circuits.find((one) => one.tenantId === tenantId && one.appChannelId === appChannelId),
    });
  });
}

interface Around {
  readonly isHead: boolean;
  readonly hasAddress: boolean;
  readonly circuit: Circuit | undefined;
}

function waiting(
  { state, appChannelId, lane }: DeliveryView,
  now: number,
  { isHead, hasAddress, circuit }: Around,
): Waiting | undefined {
  if (state === 'dead') return { for: 'operator', words: 'replay or close it' };
  if (state !== 'pending') return undefined;
  if (!hasAddress) return { for: 'callback-base', words: `channel ${appChannelId} has no callback base` };
  if (lane.waitsForStock) return { for: 'stock', words: 'when its stock is confirmed' };
  if (!isHead)
    return { for: 'lane', words: lane.blocked ? 'behind a dead letter' : 'after the one before it' };
  if (circuit !== undefined) {
    return {
      for: 'circuit',
      nextTryAt: circuit.openUntilAt,
      words: `circuit open until ${timeWords(circuit.openUntilAt)}`,
    };
  }
  const { readyAt } = lane;
  if (readyAt === undefined || readyAt <= now) return { for: 'worker', nextTryAt: readyAt, words: 'now' };
  return { for: 'time', nextTryAt: readyAt, words: timeWords(readyAt) };
}
