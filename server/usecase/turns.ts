// Lets only so many do something at a time. Whoever redeems waits for rows that others hold; waiting here instead costs no connection of the
// store's, which everybody else needs too.
import { QueueFull } from '../store/group-queue.ts';

export interface Turns {
  /** @throws QueueFull when too many wait already */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  const queue: (() => void)[] = [];
  let free = atOnce;

  async function enter(): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (queue.length >= waiting) throw new QueueFull('too many wait for their turn');
    // Whoever leaves hands its place over, so that nobody gets in between.
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  function leave(): void {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async take(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
