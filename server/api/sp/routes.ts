// The four interfaces that Tencent calls, as the table of interfaces has them; anything else below /sp is refused in its words.
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { type InboundName, spInterfaces } from '../../../shared/sp/interfaces.ts';
import { sendJson } from '../steps/send-json.ts';
import type { Route, WayIn } from '../steps/way-in.ts';
import { couponBatchDeactivate } from './coupon-batch-deactivate.ts';
import { couponDeactivate } from './coupon-deactivate.ts';
import { couponReceive } from './coupon-receive.ts';
import type { SpDeps } from './deps.ts';
import { createReplayMemory } from './replays.ts';
import { sheddingClaims } from './shedding.ts';
import { type Handle, signedCall } from './signed-call.ts';
import { stockQuery } from './stock-query.ts';

export function spWay(deps: SpDeps): WayIn {
  const replays = createReplayMemory();
  const route = <Name extends InboundName>(name: Name, handle: Handle<Name>): Route => ({
    method: 'POST',
    path: spInterfaces[name].path,
    audience: 'tencent',
    answer: signedCall(deps, replays, name, handle),
  });
  const claim = route('coupon.receive', couponReceive);
  return {
    routes: [
      { ...claim, answer: sheddingClaims(deps, claim.answer) },
      route('stock.query', stockQuery),
      route('coupon.deactivate', couponDeactivate),
      route('coupon.batch-deactivate', couponBatchDeactivate),
    ],
    elsewhere: {
      below: ['/sp'],
      refuse(response, isPath) {
        const wrong = new SpError(isPath ? 'wrongMethod' : 'wrongUrl');
        deps.metrics.requests.labels('unknown', String(wrong.code)).inc();
        sendJson(response, wrong.http, spAnswer.error(wrong));
      },
    },
  };
}
