// The four interfaces that Tencent calls, as the table of interfaces has them; anything else below /sp is refused in its words.
import { Router } from 'express';
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import { sendJson } from '../steps/send-json.ts';
import { couponBatchDeactivate } from './coupon-batch-deactivate.ts';
import { couponDeactivate } from './coupon-deactivate.ts';
import { couponReceive } from './coupon-receive.ts';
import type { SpDeps } from './deps.ts';
import { createReplayMemory } from './replays.ts';
import { signedCall } from './signed-call.ts';
import { stockQuery } from './stock-query.ts';

export function spRouter(deps: SpDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const replays = createReplayMemory();
  const paths = spInterfaces;
  router.post(paths['coupon.receive'].path, signedCall(deps, replays, 'coupon.receive', couponReceive));
  router.post(paths['stock.query'].path, signedCall(deps, replays, 'stock.query', stockQuery));
  router.post(
    paths['coupon.deactivate'].path,
    signedCall(deps, replays, 'coupon.deactivate', couponDeactivate),
  );
  router.post(
    paths['coupon.batch-deactivate'].path,
    signedCall(deps, replays, 'coupon.batch-deactivate', couponBatchDeactivate),
  );

  const known = Object.values(spInterfaces)
    .filter(({ direction }) => direction === 'inbound')
    .map(({ path }) => path as string);
  router.use('/sp', (request, response) => {
    const wrong = new SpError(known.includes(request.baseUrl + request.path) ? 'wrongMethod' : 'wrongUrl');
    sendJson(response, wrong.http, spAnswer.error(wrong));
  });
  return router;
}
