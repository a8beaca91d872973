// A load generator on plain sockets: keep-alive connections that each send the next request when the last answer is in.
// It does as little as possible per request, so that it is never what limits the server under test.
import { connect, type Socket } from 'node:net';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Answers that did not contain `expected`. */
  readonly unexpected: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Load {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  /** Each whole, head and body; every one is sent once. */
  readonly requests: readonly Buffer[];
  readonly expected: string;
}

export async function runLoad({ host, port, connections, requests, expected }: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(host, port)));
  const latencies = new Float64Array(requests.length);
  let next = 0;
  let unexpected = 0;
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      const answers = readAnswers(socket);
      for (let index = next++; index < requests.length; index = next++) {
        const sentAt = performance.now();
        socket.write(requests[index] as Buffer);
        const { value: answer } = await answers.next();
        latencies[index] = performance.now() - sentAt;
        if (!answer?.includes(expected)) unexpected += 1;
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  latencies.sort();
  const at = (share: number) => latencies[Math.floor((requests.length - 1) * share)] ?? 0;
  return {
    requests: requests.length,
    seconds,
    perSecond: requests.length / seconds,
    unexpected,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Whole answers, one after another. All that are measured carry a Content-Length. */
async function* readAnswers(socket: Socket): AsyncGenerator<string, undefined> {
  let received = '';
  let wake = () => {};
  let ended = false;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    wake();
  });
  socket.on('close', () => {
    ended = true;
    wake();
  });
  for (;;) {
    const end = answerEnd(received);
    if (end !== undefined) {
      yield received.slice(0, end);
      received = received.slice(end);
      continue;
    }
    if (ended) return undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
}

function answerEnd(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /content-length: *(\d+)/i.exec(text.slice(0, head))?.[1];
  const end = head + 4 + Number(length ?? 0);
  return text.length >= end ? end : undefined;
}
