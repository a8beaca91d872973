// Hands a call of the plugin on to the server, as if it came from WeChat: a page in a browser cannot write a Referer.
import { type Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { WayFault } from './faults.ts';
import { type HostIdentity, hostHeaders } from './host-sign.ts';

export interface Way {
  readonly serverUrl: string;
  readonly host: HostIdentity;
  readonly agent: Agent;
}

export function handOn(
  { serverUrl, host, agent }: Way,
  request: IncomingMessage,
  response: ServerResponse,
  fault: WayFault['kind'] | undefined,
): void {
  if (fault === 'silent') return;
  if (fault === 'cut') return void request.socket.destroy();
  if (fault === 'gateway') {
    response.writeHead(502, { 'content-type': 'text/html' });
    return void response.end('<html><h1>502 Bad Gateway</h1></html>');
  }
  const { authorization, 'content-type': type } = request.headers;
  const sent = send(serverUrl + request.url, {
    method: request.method ?? 'POST',
    agent,
    headers: {
      ...hostHeaders(host),
      ...(type && { 'content-type': type }),
      ...(authorization && { authorization }),
    },
  });
  sent.on('response', (answer) => {
    if (fault === 'answer-lost') return void answer.resume();
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.on('error', () => response.destroy());
  response.on('close', () => sent.destroy());
  request.pipe(sent);
}
