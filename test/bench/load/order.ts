// What the load generator is told to do, and what it saw.

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  /** Part of every right answer. */
  readonly expected: string;
  readonly connections: number;
  readonly requests: number;
  /** How many stocks are claimed from. */
  readonly stocks?: number;
  /** Requests arrive at this rate, whatever becomes of those before. Left out: each connection sends its next when the last is answered. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
