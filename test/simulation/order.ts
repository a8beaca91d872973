// Whether a lane was told in order: no event is called for the first time before the one before it.
import type { EventRow } from './books.ts';
import type { SeenCall } from './witness.ts';

export function findDisorder(
  lane: string,
  events: readonly EventRow[],
  calls: readonly SeenCall[],
): string[] {
  return [...findTimeDisorder(lane, events), ...findCallDisorder(lane, events, calls)];
}

/** Each event's time is later than the time of the one that was written before it. */
function findTimeDisorder(lane: string, events: readonly EventRow[]): string[] {
  return events.flatMap(({ id, eventAt }, index) =>
    eventAt <= (events[index - 1]?.eventAt ?? 0)
      ? [`order: event ${id} of ${lane} is not later than the last`]
      : [],
  );
}

/** A call repeats an event that was told already, or tells the next one. Closed events are never told. */
function findCallDisorder(lane: string, events: readonly EventRow[], calls: readonly SeenCall[]): string[] {
  const keys = events.filter(({ state }) => state !== 'closed').map(({ key }) => key);
  let told = 0;
  for (const { key, number } of calls) {
    if (key === keys[told]) told += 1;
    else if (!keys.slice(0, told).includes(key))
      return [`order: call ${number} of ${lane} comes before its turn`];
  }
  return [];
}
