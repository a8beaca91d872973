// The way of every call of Tencent's, step by step: body → credential → signature → freshness → parameters → use case → answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { type InboundName, type RequestOf, spInterfaces } from '../../../shared/sp/interfaces.ts';
import { JsonSourceError, parseJsonSource, toParameters } from '../../../shared/sp/json-source.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';
import type { SignatureMatch } from '../../../shared/sp/signature.ts';
import type { Credential } from '../../domain/tenant.ts';
import { brief } from '../steps/brief.ts';
import { counted } from '../steps/counted.ts';
import { readBody } from '../steps/raw-body.ts';
import { sendJson } from '../steps/send-json.ts';
import {
  type Authenticated,
  authenticate,
  authenticateAgain,
  checkFreshness,
  checkReplay,
  type Signed,
} from './authenticate.ts';
import type { SpDeps } from './deps.ts';
import { errorAnswer } from './error-answer.ts';
import type { ReplayMemory } from './replays.ts';

export interface SignedCall<Name extends InboundName> {
  readonly credential: Credential;
  readonly request: RequestOf<Name>;
}

/** What an interface does with a call that is in order; what it returns is the answer's `data`. */
export type Handle<Name extends InboundName> = (
  deps: SpDeps,
  call: SignedCall<Name>,
) => Promise<object | undefined>;

export function signedCall<Name extends InboundName>(
  deps: SpDeps,
  replays: ReplayMemory,
  name: Name,
  handle: Handle<Name>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { metrics, settings, useCases } = deps;
  const seconds = metrics.requestSeconds.labels(name);
  const countCode = counted((code: number) => metrics.requests.labels(name, String(code)));
  const countForm = counted((match: SignatureMatch) => metrics.signatureForm.labels(match));

  // Not async: the usual call is verified at once, and a promise for each would be made for nothing.
  function verify(signed: Signed, now: number): Authenticated | Promise<Authenticated> {
    const result = authenticate(useCases.directory, signed, now);
    if (result instanceof SpError) return authenticateAgain(useCases.directory, signed, now, result);
    return result;
  }

  return async (httpRequest, response) => {
    const startedAt = performance.now();
    let parameters: Readonly<Record<string, unknown>> = {};
    let verified: Verified | undefined;
    let answer: { http: number; body: { code: number; message: string } };
    try {
      // What is opened here is garbage once it is verified: calls wait for their group, and whatever they hold waits with them.
      const opened = openCall(await readBody(httpRequest));
      parameters = opened.parameters;
      const now = useCases.now();
      const { credential, match } = await verify(opened, now);
      checkFreshness(parameters['timestamp'], now, settings.timestampWindowSeconds);
      const replay = checkReplay(replays, parameters, settings.strictNonce);
      verified = { match, replay };
      if (replay) metrics.replays.inc();
      countForm(match);
      const data = await handle(deps, { credential, request: parseRequest(name, parameters) });
      answer = { http: 200, body: spAnswer.ok(data) };
    } catch (error) {
      answer = errorAnswer(deps, response, error);
    }
    sendJson(response, answer.http, answer.body);
    const took = performance.now() - startedAt;
    seconds.observe(took / 1000);
    countCode(answer.body.code);
    logCall(deps, name, { httpRequest, parameters, verified, answer, took });
  };
}

interface Opened extends Signed {
  readonly parameters: Readonly<Record<string, unknown>>;
}

function openCall(text: string): Opened {
  try {
    const members = parseJsonSource(text);
    const parameters = toParameters(members);
    return { members, parameters, apiKey: parameters['api_key'] };
  } catch (error) {
    if (error instanceof JsonSourceError) throw new SpError('badParameter', error.message, { http: 400 });
    throw error;
  }
}

function parseRequest<Name extends InboundName>(
  name: Name,
  parameters: Readonly<Record<string, unknown>>,
): RequestOf<Name> {
  const parsed = spInterfaces[name].request.safeParse(parameters);
  if (!parsed.success) throw new SpError('badParameter', firstProblem(parsed.error));
  return parsed.data as RequestOf<Name>;
}

interface Verified {
  readonly match: SignatureMatch;
  /** The very same call was seen before. */
  readonly replay: boolean;
}

interface Answered {
  readonly httpRequest: IncomingMessage;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** undefined: it was refused before that. */
  readonly verified: Verified | undefined;
  readonly answer: { http: number; body: { code: number; message: string } };
  readonly took: number;
}

/** Refusals and replays are what operators ask about; what went well is there when somebody looks closer. */
function logCall(
  { log, remoteOf }: SpDeps,
  name: InboundName,
  { httpRequest, parameters, verified, answer: { http, body }, took }: Answered,
): void {
  const level = body.code === 0 && verified?.replay !== true ? 'debug' : 'info';
  if (!log.isLevelEnabled(level)) return;
  const about = Object.fromEntries(logged.map((field) => [field, brief(parameters[field])]));
  const outcome = { http, resultCode: body.code, message: body.message, ms: Math.round(took * 10) / 10 };
  log[level](
    { interface: name, remote: remoteOf(httpRequest), ...about, ...outcome, ...verified },
    'sp call',
  );
}

const logged = ['api_key', 'seq_id', 'app_channel_id', 'stock_id', 'user_code', 'request_id', 'coupon_id'];
