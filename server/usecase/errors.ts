// What a use case can fail with: a refusal that says what was wrong with what and what to do, or a store that cannot answer now.

export { StoreBusy, StoreUnavailable } from '../store/errors.ts';
export { QueueFull } from '../store/group-queue.ts';

export type RefusalKey = 'notFound' | 'exists' | 'stateForbids' | 'invalid';

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly key: RefusalKey;

  constructor(key: RefusalKey, message: string) {
    super(message);
    this.key = key;
  }
}
