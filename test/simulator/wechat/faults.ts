// Bad answers on order: the next calls are treated so, one fault a call.
import type { ServerResponse } from 'node:http';
import { sendJson } from '../../../server/api/steps/send-json.ts';
import { answerOf } from './errors.ts';

export interface WechatFault {
  /** `never`: nothing answers. `drop`: the call is applied, then the connection cut. `crash`, `quote`: all that was asked is repeated. */
  readonly kind: 'html' | 'errcode' | 'empty' | 'huge' | 'never' | 'drop' | 'crash' | 'quote';
  /** Of `errcode` and `quote` only. */
  readonly errcode?: number;
  /** Only calls of this path. */
  readonly path?: string;
  /** How many calls; 1 unless given. */
  readonly times?: number;
}

export interface WechatFaults {
  plan(fault: WechatFault): void;
  /** The fault for a call of this path, which is used up by it. */
  next(path: string): WechatFault | undefined;
}

export function createWechatFaults(): WechatFaults {
  const planned: WechatFault[] = [];
  return {
    plan(fault) {
      planned.push(...Array.from({ length: fault.times ?? 1 }, () => fault));
    },
    next(path) {
      const index = planned.findIndex((fault) => fault.path === undefined || fault.path === path);
      return index < 0 ? undefined : planned.splice(index, 1)[0];
    },
  };
}

/** Answers badly, without the call having had an effect; for all faults but `drop`. @param asked URL and body */
export function sendFault(
  { kind, errcode = -1 }: WechatFault,
  response: ServerResponse,
  asked: string,
): void {
  if (kind === 'quote') sendJson(response, 200, { errcode, errmsg: `cannot do ${asked}` });
  if (kind === 'crash') {
    response.writeHead(500, { 'content-type': 'text/html' });
    response.end(`<html><body><h1>500</h1><pre>at ${asked}</pre></body></html>`);
  }
  if (kind === 'errcode') sendJson(response, 200, answerOf(errcode));
  if (kind === 'empty') response.end();
  if (kind === 'html') {
    response.setHeader('content-type', 'text/html');
    response.end('<html><body><h1>502 Bad Gateway</h1></body></html>');
  }
  if (kind === 'huge') response.end(`{"errcode":0,"padding":"${'x'.repeat(5 * 1024 * 1024)}"}`);
}
