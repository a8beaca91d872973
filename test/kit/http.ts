// Requests whose every header and byte is the test's own; nothing is retried, followed or decoded.
import { type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, wrong ones too
  readonly json: any;
}

export interface SendOptions {
  readonly headers?: OutgoingHttpHeaders;
  readonly agent?: Agent;
}

export function httpPost(url: string, body: string | Buffer, options: SendOptions = {}): Promise<HttpAnswer> {
  return httpSend('POST', url, { ...options, body });
}

export function httpSend(
  method: string,
  url: string,
  { headers = {}, agent, body }: SendOptions & { body?: string | Buffer } = {},
): Promise<HttpAnswer> {
  const { hostname, port } = new URL(url);
  // The path as it is written: URL would tidy it up.
  const path = url.slice(url.indexOf('/', 'http://'.length));
  const defaults =
    body === undefined ? {} : { 'content-type': 'application/json', ...lengthOf(body, headers) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { method, hostname, port, path, agent, headers: { ...defaults, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parseJson(text) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function lengthOf(body: string | Buffer, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
