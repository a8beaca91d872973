// The call itself: one HTTP request over kept connections, with a bound on everything. It follows no redirect, and it tells
// a request that certainly was not received from one that may have been.
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { checkCallbackUrl, publicLookup } from './address.ts';

export type SendResult =
  | { readonly kind: 'answered'; readonly httpStatus: number; readonly body: string }
  /** `sent`: the whole request had been handed over before it failed, so the peer may have applied it. */
  | { readonly kind: 'failed'; readonly sent: boolean; readonly error: string }
  /** It could not be put together; the peer has no part in that. */
  | { readonly kind: 'unsent'; readonly error: string }
  /** It never left the house, and will not until an operator changes a setting. */
  | { readonly kind: 'refused'; readonly error: string };

/** Never rejects: whatever happens is a result. */
export type Send = (url: string, body: string) => Promise<SendResult>;

export interface TransportOptions {
  readonly concurrency: number;
  /** For the whole call, from looking the name up to the answer's last byte. */
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
}

/** An answer is a code and a message; what is longer is cut and then does not parse. */
const answerLimit = 64 * 1024;
/** Servers commonly close idle connections after 5 s; ours are dropped before, or requests would run into the closing. */
const idleMs = 4_000;

export function createTransport(options: TransportOptions): { send: Send; close(): void } {
  const { concurrency, timeoutMs, allowPrivate } = options;
  const pool = { keepAlive: true, maxSockets: concurrency, timeout: idleMs };
  const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) };
  const lookup = publicLookup({ allowPrivate });

  async function send(url: string, body: string): Promise<SendResult> {
    let target: URL;
    try {
      target = checkCallbackUrl(url, { allowPrivate });
    } catch (error) {
      return { kind: 'refused', error: messageOf(error) };
    }
    const settings = {
      method: 'POST',
      lookup,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json',
      },
    };
    const request =
      target.protocol === 'https:'
        ? httpsRequest(target, { ...settings, agent: agents.https })
        : httpRequest(target, { ...settings, agent: agents.http });
    return exchange(request, body, timeoutMs);
  }

  return {
    send,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function exchange(request: ClientRequest, body: string, timeoutMs: number): Promise<SendResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      request.destroy(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const finish = (result: SendResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    const fail = (error: Error) =>
      finish({
        kind: 'failed',
        // True from when the last byte was handed to the system, which needs a connection, and with https its handshake.
        sent: request.writableFinished,
        error: messageOf(error),
      });
    request.on('error', fail);
    request.on('response', (response) => {
      readAnswer(response, (answer) => finish({ kind: 'answered', ...answer }), fail);
    });
    request.end(body);
  });
}

function readAnswer(
  response: IncomingMessage,
  done: (answer: { httpStatus: number; body: string }) => void,
  fail: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = () =>
    done({
      httpStatus: response.statusCode ?? 0,
      body: Buffer.concat(chunks, Math.min(length, answerLimit)).toString('utf8'),
    });
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < answerLimit) return;
    finish();
    response.destroy();
  });
  response.on('end', finish);
  response.on('error', fail);
}

/** Errors of Node's network code carry a code such as ECONNREFUSED, and sometimes nothing else. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors[0] !== undefined) return messageOf(error.errors[0]);
  return error.message === '' ? ('code' in error ? String(error.code) : error.name) : error.message;
}
