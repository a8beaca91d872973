// When a server is killed: at random, or just when it has acknowledged something.
import { pause } from '../kit/pause.ts';

/** @returns waits for a random time, so that the kill comes wherever it comes */
export const randomly =
  (withinMs = 400) =>
  (): Promise<void> =>
    pause(50 + Math.random() * (withinMs - 50));

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
