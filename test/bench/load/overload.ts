// More than can be served: requests are due at a fixed rate whatever becomes of those before, and may be refused. Each goes out on a
// connection that is free; where none is, it waits for one, and that wait is counted apart from how long the server took.
import { quantile } from '../statistics.ts';
import { claimRequests } from './claims.ts';
import { openConnection } from './connection.ts';
import { arrivals, openLoop } from './open-loop.ts';
import type { LoadOrder } from './order.ts';

export interface OverloadResult {
  readonly offeredPerSecond: number;
  readonly acceptedPerSecond: number;
  readonly refusedPerSecond: number;
  /** From when it was sent. */
  readonly acceptedP99Ms: number;
  readonly refusedP50Ms: number;
  readonly refusedP99Ms: number;
  /** From when it was due, waiting for a free connection included. */
  readonly longestMs: number;
  /** Neither accepted nor refused as the protocol says: other codes, and connections that broke. */
  readonly wrong: number;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const now = () => performance.now();

const hello = Buffer.from('GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
const accepted = /^HTTP\/1\.1 200 .*"code":0,/s;
const refused = /^HTTP\/1\.1 503 .*"code":400101,/s;

export async function runOverload(order: LoadOrder & { perSecond: number }): Promise<OverloadResult> {
  const requests = claimRequests(order);
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => openConnection(order.port)),
  );
  // So that the server has accepted all of them: what the kernel holds back at first is tried again after seconds.
  await Promise.all(connections.map(({ exchange }) => exchange(hello)));
  const took = { accepted: [] as number[], refused: [] as number[], wrong: [] as number[] };
  const exchanges = connections.map(({ exchange }) => async (index: number) => {
    const sentAt = now();
    const answer = await exchange(requests[index] as Buffer);
    const kind = accepted.test(answer) ? 'accepted' : refused.test(answer) ? 'refused' : 'wrong';
    took[kind].push(now() - sentAt);
  });
  const due = arrivals(order.perSecond, requests.length, Math.random);
  const startedAt = now();
  const latencies = await openLoop(due, exchanges, { now, sleep });
  const seconds = (now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return {
    offeredPerSecond: order.perSecond,
    acceptedPerSecond: took.accepted.length / seconds,
    refusedPerSecond: took.refused.length / seconds,
    acceptedP99Ms: quantile(took.accepted, 0.99),
    refusedP50Ms: quantile(took.refused, 0.5),
    refusedP99Ms: quantile(took.refused, 0.99),
    longestMs: Math.max(...latencies),
    wrong: took.wrong.length,
  };
}
