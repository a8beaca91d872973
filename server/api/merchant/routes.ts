// V2 has one path for all actions; V3 has a path for each. Anything else below these is refused in the wire's words.
import { type MerchantAction, merchantActions, v2Path } from '../../../shared/merchant/actions.ts';
import { MerchantError, merchantAnswer } from '../../../shared/merchant/codes.ts';
import { codeGuessLimits, createGuessLimit } from '../steps/guess-limit.ts';
import { sendJson } from '../steps/send-json.ts';
import type { Route, WayIn } from '../steps/way-in.ts';
import type { MerchantDeps } from './deps.ts';
import { merchantCall } from './merchant-call.ts';

const v3Base = '/v3';

export function merchantWay(deps: Omit<MerchantDeps, 'guesses'>): WayIn {
  const guesses = createGuessLimit({ limits: codeGuessLimits, now: deps.useCases.now });
  const all = { ...deps, guesses };
  const route = (path: string, action?: MerchantAction): Route => ({
    method: 'POST',
    path,
    audience: 'merchant',
    answer: merchantCall(all, action),
  });
  return {
    routes: [
      route(v2Path),
      ...(Object.keys(merchantActions) as MerchantAction[]).flatMap((action) => {
        const { v3Path } = merchantActions[action];
        return v3Path === undefined ? [] : [route(v3Path, action)];
      }),
    ],
    elsewhere: {
      below: [v2Path, v3Base],
      refuse(response, isPath) {
        const wrong = new MerchantError(isPath ? 'wrongMethod' : 'unknownAction');
        deps.metrics.requests.labels('unknown', String(wrong.code)).inc();
        sendJson(response, wrong.http, merchantAnswer.error(wrong));
      },
    },
  };
}
