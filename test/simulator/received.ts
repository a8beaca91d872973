// A callback as the simulator remembers it, and the list of the latest of them.
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import type { FaultKind } from './faults.ts';

export interface Received {
  /** Counts from 1 without gaps, over restarts too. */
  readonly n: number;
  /** When it was decided, in epoch ms. */
  readonly at: number;
  readonly interface: OutboundName;
  /** 0: applied. Null: nothing was decided, as the fault plan wanted. */
  readonly code: number | null;
  readonly message: string;
  readonly fault: FaultKind | null;
  /** All of them but `sign`, from which a phone number could be found; phone numbers are masked. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ReceivedList {
  add(received: Received): void;
  /** How many there have ever been; also the `n` of the last one. */
  readonly total: number;
  /** Those that are kept, from behind `since` on, newest last. */
  after(since: number): Received[];
}

/** Keeps the latest `keep` of them. */
export function createReceivedList(keep: number): ReceivedList {
  let kept: Received[] = [];
  let total = 0;
  return {
    add(received) {
      kept.push(received);
      total = received.n;
      // Cut rarely: moving the whole list for every callback would cost more than the callback.
      if (kept.length >= 2 * keep) kept = kept.slice(-keep);
    },
    get total() {
      return total;
    },
    after(since) {
      const first = Math.max(since, total - keep) + 1;
      return kept.slice(kept.length - Math.max(0, total - first + 1));
    },
  };
}
