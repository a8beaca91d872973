// V2 has one path for all actions; V3 has a path for each. Anything else below these is refused in the wire's words.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from 'express';
import { type MerchantAction, merchantActions, v2Path } from '../../../shared/merchant/actions.ts';
import { MerchantError, merchantAnswer } from '../../../shared/merchant/codes.ts';
import { codeGuessLimits, createGuessLimit } from '../steps/guess-limit.ts';
import { sendJson } from '../steps/send-json.ts';
import type { MerchantDeps } from './deps.ts';
import { merchantCall } from './merchant-call.ts';

/** What answers a POST, by its path. */
export type MerchantCalls = ReadonlyMap<
  string,
  (request: IncomingMessage, response: ServerResponse) => Promise<void>
>;

const v3Base = '/v3';

export function createMerchantCalls(deps: Omit<MerchantDeps, 'guesses'>): MerchantCalls {
  const guesses = createGuessLimit({ limits: codeGuessLimits, now: deps.useCases.now });
  const all = { ...deps, guesses };
  const actions = Object.entries(merchantActions) as [MerchantAction, { v3Path?: string }][];
  return new Map([
    [v2Path, merchantCall(all)],
    ...actions.flatMap(([action, { v3Path }]) =>
      v3Path === undefined ? [] : [[v3Path, merchantCall(all, action)] as const],
    ),
  ]);
}

export function addMerchantRoutes(
  app: Application,
  calls: MerchantCalls,
  { metrics }: Pick<MerchantDeps, 'metrics'>,
): void {
  for (const [path, call] of calls) app.post(path, call);
  app.use([v2Path, v3Base], (request, response) => {
    const [path = ''] = request.originalUrl.split('?');
    const wrong = new MerchantError(calls.has(path) ? 'wrongMethod' : 'unknownAction');
    metrics.requests.labels('unknown', String(wrong.code)).inc();
    sendJson(response, wrong.http, merchantAnswer.error(wrong));
  });
}
