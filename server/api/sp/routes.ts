// The four interfaces that Tencent calls, as the table of interfaces has them; anything else below /sp is refused in its words.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from 'express';
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { type InboundName, spInterfaces } from '../../../shared/sp/interfaces.ts';
import { sendJson } from '../steps/send-json.ts';
import { couponBatchDeactivate } from './coupon-batch-deactivate.ts';
import { couponDeactivate } from './coupon-deactivate.ts';
import { couponReceive } from './coupon-receive.ts';
import type { SpDeps } from './deps.ts';
import { createReplayMemory } from './replays.ts';
import { type Handle, signedCall } from './signed-call.ts';
import { stockQuery } from './stock-query.ts';

export type SpCall = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What answers a POST, by its path. */
export type SpCalls = ReadonlyMap<string, SpCall>;

export function createSpCalls(deps: SpDeps): SpCalls {
  const replays = createReplayMemory();
  const call = <Name extends InboundName>(name: Name, handle: Handle<Name>): [string, SpCall] => [
    spInterfaces[name].path,
    signedCall(deps, replays, name, handle),
  ];
  return new Map([
    call('coupon.receive', couponReceive),
    call('stock.query', stockQuery),
    call('coupon.deactivate', couponDeactivate),
    call('coupon.batch-deactivate', couponBatchDeactivate),
  ]);
}

/** Adds them to the application itself: a router of their own would be one more to walk through. */
export function addSpRoutes(app: Application, calls: SpCalls, { metrics }: Pick<SpDeps, 'metrics'>): void {
  for (const [path, call] of calls) app.post(path, call);
  app.use('/sp', (request, response) => {
    const wrong = new SpError(calls.has(request.baseUrl + request.path) ? 'wrongMethod' : 'wrongUrl');
    metrics.requests.labels('unknown', String(wrong.code)).inc();
    sendJson(response, wrong.http, spAnswer.error(wrong));
  });
}
