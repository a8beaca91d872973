// The four interfaces that Tencent calls, as the table of interfaces has them; anything else below /sp is refused in its words.
import type { IRouter } from 'express';
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

/** Adds them to the application itself: a router of their own would cost every claim a second walk through the routes. */
export function addSpRoutes(app: IRouter, deps: SpDeps): void {
  const replays = createReplayMemory();
  const add = <Name extends InboundName>(name: Name, handle: Handle<Name>): void => {
    app.post(spInterfaces[name].path, signedCall(deps, replays, name, handle));
  };
  add('coupon.receive', couponReceive);
  add('stock.query', stockQuery);
  add('coupon.deactivate', couponDeactivate);
  add('coupon.batch-deactivate', couponBatchDeactivate);

  const known = Object.values(spInterfaces)
    .filter(({ direction }) => direction === 'inbound')
    .map(({ path }) => path as string);
  app.use('/sp', (request, response) => {
    const wrong = new SpError(known.includes(request.baseUrl + request.path) ? 'wrongMethod' : 'wrongUrl');
    deps.metrics.requests.labels('unknown', String(wrong.code)).inc();
    sendJson(response, wrong.http, spAnswer.error(wrong));
  });
}
