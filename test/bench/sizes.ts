// How much is measured: in full for figures that mean something, or just enough to see that everything works.
import type { Engine } from './lab.ts';

export interface Sizes {
  /** Of every comparison; one more is thrown away. */
  readonly rounds: number;
  /** A round of claims over HTTP. */
  readonly requests: number;
  /** The same for the textbook's servers, which are many times slower. */
  readonly textbookRequests: Readonly<Record<Engine, number>>;
  readonly connections: number;
  readonly textbookConnections: number;
  /** A round of claims without HTTP. */
  readonly claims: number;
  /** A round of pgbench. In its first seconds each client prepares its statements, which is not what it is asked for. */
  readonly pgbench: { seconds: number; warmUpSeconds: number };
  /** What is in the store before. */
  readonly coupons: readonly number[];
  readonly stocks: number;
  readonly callers: readonly { connections: number; requests: number }[];
  /** How long the load at a fixed rate lasts. */
  readonly openLoopSeconds: number;
  /** The load of three times the peak. */
  readonly overload: { connections: number; seconds: number };
  /** A round of callbacks. */
  readonly events: number;
  readonly backlog: number;
}

export const fullSizes: Sizes = {
  rounds: 5,
  requests: 30_000,
  textbookRequests: { sqlite: 10_000, postgres: 4_000 },
  connections: 256,
  textbookConnections: 20,
  claims: 60_000,
  pgbench: { seconds: 12, warmUpSeconds: 4 },
  coupons: [0, 1_000_000, 10_000_000],
  stocks: 1_000,
  callers: [
    { connections: 1, requests: 2_000 },
    { connections: 16, requests: 15_000 },
    { connections: 256, requests: 30_000 },
    { connections: 1_024, requests: 30_000 },
  ],
  openLoopSeconds: 10,
  overload: { connections: 4_096, seconds: 6 },
  events: 10_000,
  backlog: 100_000,
};

export const quickSizes: Sizes = {
  ...fullSizes,
  rounds: 1,
  requests: 3_000,
  textbookRequests: { sqlite: 500, postgres: 300 },
  claims: 3_000,
  pgbench: { seconds: 4, warmUpSeconds: 2 },
  coupons: [0, 1_000, 10_000],
  stocks: 20,
  callers: [
    { connections: 1, requests: 100 },
    { connections: 16, requests: 1_000 },
    { connections: 256, requests: 3_000 },
    { connections: 1_024, requests: 3_000 },
  ],
  openLoopSeconds: 1,
  overload: { connections: 2_048, seconds: 1 },
  events: 500,
  backlog: 2_000,
};
