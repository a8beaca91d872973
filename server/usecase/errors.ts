// What a use case can fail with: a refusal that says what was wrong with what and what to do, or a store that cannot answer now.

import { StoreBusy } from '../store/errors.ts';
import { QueueFull } from '../store/group-queue.ts';

export { StoreUnavailable } from '../store/errors.ts';
export { QueueFull, StoreBusy };

/** Too much at once, here or in the store: nothing was done, and the same may be asked again soon. */
export const isBusy = (error: unknown): error is QueueFull | StoreBusy =>
  error instanceof QueueFull || error instanceof StoreBusy;

export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export type RefusalKey = 'notFound' | 'exists' | 'stateForbids' | 'invalid';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly key: RefusalKey;

  constructor(key: RefusalKey, message: string) {
    super(message);
    this.key = key;
  }
}
