// Carries out a load order.
import { quantile } from '../statistics.ts';
import { claimRequests } from './claims.ts';
import { closedLoop } from './closed-loop.ts';
import { openConnection } from './connection.ts';
import { arrivals, openLoop } from './open-loop.ts';
import type { LoadOrder, LoadResult } from './order.ts';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const now = () => performance.now();

/** @throws Error with the first answer that was not as expected: a benchmark of refusals is none */
export async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const requests = claimRequests(order);
  const connections = await Promise.all(
    Array.from({ length: order.connections }, () => openConnection(order.port)),
  );
  const exchanges = connections.map(({ exchange }) => async (index: number) => {
    const answer = await exchange(requests[index] as Buffer);
    if (!answer.includes(order.expected)) throw new Error(`an answer without ${order.expected}: ${answer}`);
  });
  const startedAt = now();
  const latencies =
    order.perSecond === undefined
      ? await closedLoop(exchanges, requests.length, now)
      : await openLoop(arrivals(order.perSecond, requests.length, Math.random), exchanges, { now, sleep });
  const seconds = (now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
  return {
    requests: requests.length,
    seconds,
    perSecond: requests.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}
