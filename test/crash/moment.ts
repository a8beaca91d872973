// When a server is killed: some time after it has acknowledged something, mostly.
import { setTimeout } from 'node:timers/promises';

/** Told of what happens, and lets others wait for the next. */
export class Happening {
  #waiting: (() => void)[] = [];

  happened(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const tell of waiting) tell();
  }

  next(): Promise<void> {
    return new Promise((tell) => this.#waiting.push(tell));
  }
}

/** Callers may all have given up on a server that refuses them. */
const patienceMs = 5_000;

/**
 * Waits until a server is to be killed. A slow machine has something to lose by then too; one life in five ends wherever it is, in its
 * first moments for example.
 */
export async function sometime(acknowledged: Happening, withinMs = 300): Promise<void> {
  if (Math.random() < 0.8)
    await Promise.race([acknowledged.next(), setTimeout(patienceMs, undefined, { ref: false })]);
  await setTimeout(Math.random() * withinMs);
}
