// Writes an answer of one of our wires.
import type { ServerResponse } from 'node:http';

/**
 * Plain `end` rather than Express's `json`: nobody asks us for an ETag of an answer to POST. A text rather than a Buffer,
 * so that head and body leave in one write.
 */
export function sendJson(response: ServerResponse, http: number, answer: unknown): void {
  const body = JSON.stringify(answer);
  if (response.headersSent || response.destroyed) return;
  const length = Buffer.byteLength(body);
  response.writeHead(http, [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(length),
  ]);
  response.end(body);
}
