// What callbacks are measured against: the same number of bare POSTs, over as many kept connections. Prints one JSON line.
import { Agent, request } from 'node:http';
import { closedLoop } from '../load/closed-loop.ts';

export interface PostOrder {
  readonly port: number;
  readonly calls: number;
  readonly concurrency: number;
  readonly body: string;
}

const { port, calls, concurrency, body } = JSON.parse(process.argv[2] ?? '') as PostOrder;
const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };

function post(): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: '/coupon/rsync', method: 'POST', agent, headers });
    call.on('error', reject);
    call.on('response', (response) => {
      response.resume();
      response.on('end', resolve);
    });
    call.end(body);
  });
}

async function measure(count: number): Promise<number> {
  const startedAt = performance.now();
  const callers = Array.from({ length: concurrency }, () => post);
  await closedLoop(callers, count, () => performance.now());
  return (count * 1000) / (performance.now() - startedAt);
}

// A process that has just started compiles first.
await measure(Math.ceil(calls / 4));
const perSecond = await measure(calls);
agent.destroy();
process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
