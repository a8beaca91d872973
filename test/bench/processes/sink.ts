// The peer that callbacks go to: acknowledges everything, and tells when the first and the last call came. PUT starts anew.
import { listenAndSay } from './listen.ts';

export interface SinkCount {
  readonly calls: number;
  /** In ms, of the sink's own clock. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Of the last call. */
  readonly body: string;
}

const none: SinkCount = { calls: 0, firstAt: 0, lastAt: 0, body: '' };
let count = none;
const acknowledged = '{"code":0,"message":"successful"}';
const headers = { 'Content-Type': 'application/json', 'Content-Length': acknowledged.length };

listenAndSay((request, response) => {
  if (request.method === 'PUT') count = none;
  if (request.method !== 'POST') {
    response.end(JSON.stringify(count));
    return;
  }
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    const now = performance.now();
    count = { calls: count.calls + 1, firstAt: count.firstAt || now, lastAt: now, body };
    response.writeHead(200, headers);
    response.end(acknowledged);
  });
});
