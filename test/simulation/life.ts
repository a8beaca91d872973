// The life of a simulated process: it sleeps in virtual time, may freeze for a while, and may end at any moment.
import type { Timeline } from './timeline.ts';

/** What a process that died was waiting for ends with this. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

export interface Life {
  readonly name: string;
  readonly isOver: boolean;
  /** Until when it is, or was last, frozen. */
  readonly thawsAt: number;
  /** Called in this life only, and not while it is frozen. @returns takes it back */
  after(ms: number, task: () => void): () => void;
  /** @throws Dead when the life ends meanwhile, or has ended */
  wait(ms: number): Promise<void>;
  /** @returns takes it back */
  onEnd(listener: () => void): () => void;
  freeze(ms: number): void;
  end(): void;
}

export function createLife(name: string, timeline: Timeline): Life {
  const listeners = new Set<() => void>();
  let isOver = false;
  let thawsAt = 0;

  function after(ms: number, task: () => void): () => void {
    let cancel = timeline.at(timeline.now() + ms, come);
    function come(): void {
      if (isOver) return;
      if (timeline.now() < thawsAt) cancel = timeline.at(thawsAt, come);
      else task();
    }
    return () => cancel();
  }

  function onEnd(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    name,
    get isOver() {
      return isOver;
    },
    get thawsAt() {
      return thawsAt;
    },
    after,
    onEnd,
    wait: (ms) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Dead(`${name} is dead`));
        const forget = onEnd(() => reject(new Dead(`${name} died`)));
        after(ms, () => {
          forget();
          resolve();
        });
      }),
    freeze(ms) {
      thawsAt = Math.max(thawsAt, timeline.now() + ms);
    },
    end() {
      isOver = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
  };
}
