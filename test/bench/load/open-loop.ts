// A crowd that does not wait: requests arrive by a schedule, and a server that stalls has all of them to answer afterwards. Times are
// counted from when a request was due, not from when it could be sent, so no wait is left out.
import type { Exchange } from './closed-loop.ts';

export interface OpenLoopClock {
  /** In ms. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The generator looks this often who has arrived; it is part of the times measured. */
const tickMs = 1;

/** Independent callers: the gaps between them are exponentially distributed. @returns when each is due, in ms from the start */
export function arrivals(perSecond: number, count: number, random: () => number): Float64Array {
  const due = new Float64Array(count);
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    at -= (Math.log(1 - random()) * 1000) / perSecond;
    due[index] = at;
  }
  return due;
}

/** @returns how long each request took from when it was due, in ms */
export async function openLoop(
  due: Float64Array,
  connections: readonly Exchange[],
  { now, sleep }: OpenLoopClock,
): Promise<Float64Array> {
  const latencies = new Float64Array(due.length);
  const idle = [...connections];
  const allAnswered = Promise.withResolvers<void>();
  const startedAt = now();
  let arrived = 0;
  let sent = 0;
  let answered = 0;

  async function send(exchange: Exchange, index: number): Promise<void> {
    await exchange(index);
    latencies[index] = now() - startedAt - (due[index] as number);
    idle.push(exchange);
    answered += 1;
    if (answered === due.length) allAnswered.resolve();
    else sendWaiting();
  }

  /** Who arrived while all connections were busy goes first. */
  function sendWaiting(): void {
    while (sent < arrived) {
      const exchange = idle.shift();
      if (exchange === undefined) return;
      send(exchange, sent++).catch(allAnswered.reject);
    }
  }

  async function arrive(): Promise<void> {
    while (arrived < due.length) {
      await sleep(tickMs);
      const at = now() - startedAt;
      while (arrived < due.length && (due[arrived] as number) <= at) arrived += 1;
      sendWaiting();
    }
  }

  if (due.length > 0) await Promise.all([arrive(), allAnswered.promise]);
  return latencies;
}
