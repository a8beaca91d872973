// Virtual time: what is due happens in order, and the clock jumps from one happening to the next.

export interface Timeline {
  now(): number;
  /** What is due at the same time happens in the order in which it was asked for. @returns takes it back */
  at(when: number, task: () => void): () => void;
  /** @param isOver asked after each happening */
  runUntil(end: number, isOver?: () => boolean): Promise<void>;
  /** It was broken off: so much happened that it would never have come to an end. */
  readonly ranAway: boolean;
}

interface Entry {
  readonly at: number;
  readonly task: () => void;
}

/** A run has some thousands. */
const happeningsLimit = 100_000;

export function createTimeline(start: number): Timeline {
  let now = start;
  let left = happeningsLimit;
  const queue: Entry[] = [];

  return {
    now: () => now,
    get ranAway() {
      return left <= 0;
    },
    at(when, task) {
      const entry = { at: Math.max(when, now), task };
      let index = queue.length;
      while (index > 0 && (queue[index - 1]?.at ?? 0) > entry.at) index -= 1;
      queue.splice(index, 0, entry);
      return () => {
        const found = queue.indexOf(entry);
        if (found >= 0) queue.splice(found, 1);
      };
    },
    async runUntil(end, isOver = () => false) {
      await settled();
      while ((queue[0]?.at ?? Number.POSITIVE_INFINITY) <= end && left > 0) {
        left -= 1;
        const entry = queue.shift();
        now = entry?.at ?? now;
        entry?.task();
        await settled();
        if (isOver()) return;
      }
      now = end;
    },
  };
}

/**
 * Everything that follows from a happening without virtual time passing has been done: promises, and the turns of the event
 * loop that a group queue waits for. Nothing real is waited for, so the order is the same each time.
 */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
