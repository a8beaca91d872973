// What the first process and its workers tell each other.
import type { DemoUrls } from '../demo/start.ts';
import type { OtherWorkers, Readings } from '../ops/readings.ts';

export type FromWorker =
  | {
      readonly type: 'ready';
      readonly url: string;
      /** Of the worker that plays the other side in demo mode. */
      readonly demo: DemoUrls | undefined;
    }
  /** It cannot start, and why; it ends after this. */
  | { readonly type: 'failed'; readonly sentence: string }
  /** It is about to stop listening: its callers wait for their answers. */
  | { readonly type: 'holding' }
  /** It asks whether more connections are on their way to it. */
  | { readonly type: 'quiet' }
  /** It listens no more; its callers still wait. */
  | { readonly type: 'closed' }
  /** Somebody asked it for everybody's numbers. */
  | { readonly type: 'scrape'; readonly id: number }
  | { readonly type: 'readings'; readonly id: number; readonly readings: Readings };

export type FromPrimary =
  | { readonly type: 'stop' }
  /** All connections that had come when it asked were sent before this. */
  | { readonly type: 'handedOver' }
  /** Nobody who is stopping listens any more: callers may be answered. */
  | { readonly type: 'released' }
  | { readonly type: 'read'; readonly id: number }
  | { readonly type: 'scraped'; readonly id: number; readonly others: OtherWorkers };

/** Tells a worker which of them it is, from 1. Who takes the place of one that died has its number. */
export const slotVariable = 'CHELIAN_WORKER';
