// The way of every call of a merchant's, step by step: body → envelope → credential, address, Token, digest → action → Params → use case
// → answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type MerchantAction, merchantActions, type ParamsOf } from '../../../shared/merchant/actions.ts';
import {
  asSamples,
  type MerchantAnswer,
  MerchantError,
  merchantAnswer,
} from '../../../shared/merchant/codes.ts';
import { digestHeader } from '../../../shared/merchant/digest.ts';
import { type MerchantBody, readBody as readMerchantBody } from '../../../shared/merchant/source.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';
import { type AccountPolicies, accountPolicies } from '../../domain/merchant.ts';
import { brief } from '../steps/brief.ts';
import { readBody } from '../steps/raw-body.ts';
import { sendJson } from '../steps/send-json.ts';
import { authenticate, type Caller } from './authenticate.ts';
import type { Handle } from './call.ts';
import type { MerchantDeps } from './deps.ts';
import { asMerchantError } from './error-answer.ts';
import { handlers } from './handlers.ts';
import { withoutCodes } from './without-codes.ts';

/** @param fixed what a V3 path stands for; V2 says it in the body */
export function merchantCall(
  deps: MerchantDeps,
  fixed?: MerchantAction,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const startedAt = performance.now();
    const progress: Progress = { action: fixed };
    let http = 200;
    let answer: MerchantAnswer;
    try {
      answer = merchantAnswer.ok(await work(deps, request, progress));
    } catch (error) {
      const known = asMerchantError(deps, response, error);
      http = known.http;
      answer = merchantAnswer.error(known);
    }
    sendJson(response, http, progress.policies?.answers === 'samples' ? asSamples(answer) : answer);
    const took = performance.now() - startedAt;
    count(deps, progress, answer.code, took);
    logCall(deps, request, progress, { http, answer, took });
  };
}

/** How far a call has come; what is not known yet is undefined. */
interface Progress {
  action: MerchantAction | undefined;
  body?: MerchantBody;
  caller?: Caller;
  policies?: AccountPolicies;
}

async function work(deps: MerchantDeps, request: IncomingMessage, progress: Progress): Promise<unknown> {
  const text = await readBody(request);
  const body = readMerchantBody(text);
  progress.body = body;
  const action = progress.action ?? body.action ?? '';
  const received = {
    text,
    body,
    action,
    digest: request.headers[digestHeader],
    remote: deps.remoteOf(request),
  };
  const caller = await authenticate(deps, received, deps.useCases.now());
  progress.caller = caller;
  const { tenantId, account, openId } = caller.credential;
  progress.policies =
    deps.useCases.directory.merchantAccount(tenantId, account)?.policies ?? accountPolicies.parse({});
  progress.action ??= actionOf(body);
  const params = readParams(progress.action, body, account);
  // The table's row for the action made these params, and its handler is for them; the compiler cannot follow the index.
  const handle = handlers[progress.action] as Handle<MerchantAction>;
  return handle(deps, { tenantId, account, openId, policies: progress.policies, params });
}

function actionOf({ action }: MerchantBody): MerchantAction {
  if (action === undefined) throw new MerchantError('badEnvelope', 'Action: is required');
  if (!Object.hasOwn(merchantActions, action)) throw new MerchantError('unknownAction');
  return action as MerchantAction;
}

function readParams(
  action: MerchantAction,
  { params }: MerchantBody,
  account: string,
): ParamsOf<MerchantAction> {
  const parsed = merchantActions[action].params.safeParse(params);
  if (!parsed.success) throw new MerchantError('badParameter', firstProblem(parsed.error));
  const { channel = account } = parsed.data as { channel?: string | undefined };
  if (channel !== account) throw new MerchantError('wrongChannel');
  return parsed.data;
}

function count({ metrics }: MerchantDeps, { action, caller }: Progress, code: number, took: number): void {
  const name = action ?? 'unknown';
  metrics.requests.labels(name, String(code)).inc();
  metrics.requestSeconds.labels(name).observe(took / 1000);
  if (caller !== undefined) metrics.signatureForm.labels(`merchant-${caller.spelling}`).inc();
}

/** Refusals are what operators ask about; what went well is there when somebody looks closer. Never the password nor a whole code. */
const logged = ['customerId', 'cardId', 'userCouponCode', 'multiMark', 'deviceSn', 'operatorId'];

function logCall(
  { log, remoteOf }: MerchantDeps,
  request: IncomingMessage,
  { action, body, caller }: Progress,
  { http, answer, took }: { http: number; answer: MerchantAnswer; took: number },
): void {
  const level = answer.code === 0 ? 'debug' : 'info';
  if (!log.isLevelEnabled(level)) return;
  const about = Object.fromEntries(logged.map((field) => [field, brief(withoutCodes(body?.params[field]))]));
  const message = withoutCodes(answer.message);
  const outcome = { http, resultCode: answer.code, message, ms: Math.round(took * 10) / 10 };
  const who = { openId: brief(body?.openId), account: caller?.credential.account, remote: remoteOf(request) };
  const bizId = brief(body?.params['bizId']);
  log[level](
    { action: action ?? brief(withoutCodes(body?.action)), ...who, bizId, ...about, ...outcome },
    'merchant call',
  );
}
