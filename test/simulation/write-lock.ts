// SQLite's one writer at a time, in virtual time: whoever waits too long for another process gives up, as the product's engine does.
import { StoreUnavailable } from '../../server/store/errors.ts';
import { Dead, type Life } from './life.ts';

/** @returns gives the lock back. @throws StoreUnavailable, Dead */
export type WriteLock = (life: Life) => Promise<() => void>;

const lockWaitMs = 2_000;

export function createWriteLock(): WriteLock {
  const queue: (() => void)[] = [];
  let held = false;

  function release(): void {
    const next = queue.shift();
    if (next === undefined) held = false;
    else next();
  }

  function enqueue(life: Life): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopWaiting = (error: Error) => {
        leave();
        queue.splice(queue.indexOf(grant), 1);
        reject(error);
      };
      const forget = life.onEnd(() => stopWaiting(new Dead(`${life.name} died waiting for the lock`)));
      const cancel = life.after(lockWaitMs, () => stopWaiting(new StoreUnavailable('database is locked')));
      const leave = () => {
        forget();
        cancel();
      };
      const grant = () => {
        leave();
        resolve();
      };
      queue.push(grant);
    });
  }

  return async (life) => {
    if (held) await enqueue(life);
    held = true;
    let given = false;
    return () => {
      if (!given) release();
      given = true;
    };
  };
}
