// A typed caller of either side of the protocol: of an SP (the four inbound interfaces) or of Tencent (the outbound ones).
import { randomInt, randomUUID } from 'node:crypto';
import { type AnswerDataOf, type InterfaceName, type RequestOf, spInterfaces } from './interfaces.ts';
import { type AnswerEnvelope, answerEnvelope } from './messages/common.ts';
import { firstProblem } from './problem.ts';
import { type SpCredential, signedBody } from './signed-body.ts';

/** As much of the global `fetch` as is needed here. */
export type SpFetch = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal?: AbortSignal },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

export interface SpClientOptions {
  readonly baseUrl: string;
  readonly credential: SpCredential;
  readonly fetch: SpFetch;
  /** Where the other side's paths are not those of the table. */
  readonly paths?: { readonly [Name in InterfaceName]?: string };
  readonly now?: () => number;
  readonly seqId?: () => string;
  readonly nonce?: () => string;
}

export interface SpCallAnswer<Data> {
  readonly httpStatus: number;
  /** undefined where the body is no answer at all. */
  readonly code: number | undefined;
  readonly message: string;
  /** Only with code 0, and only if it is what the interface promises. */
  readonly data: Data | undefined;
  /** What is wrong with the answer, if anything. */
  readonly problem?: string;
  /** The body as it came. */
  readonly body: string;
}

export interface SpClient {
  /** Rejects only where `fetch` does: every answer, good or bad, is a value. */
  call<Name extends InterfaceName>(
    name: Name,
    parameters: RequestOf<Name>,
    options?: { signal?: AbortSignal },
  ): Promise<SpCallAnswer<AnswerDataOf<Name>>>;
}

export function createSpClient(options: SpClientOptions): SpClient {
  const { credential, now = Date.now, seqId = randomUUID, nonce = randomNonce } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  return {
    async call(name, parameters, { signal } = {}) {
      const response = await options.fetch(baseUrl + (options.paths?.[name] ?? spInterfaces[name].path), {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: signedBody(credential, parameters, { seqId: seqId(), now: now(), nonce: nonce() }),
        ...(signal === undefined ? {} : { signal }),
      });
      return readAnswer(name, response.status, await response.text());
    },
  };
}

function readAnswer<Name extends InterfaceName>(
  name: Name,
  httpStatus: number,
  body: string,
): SpCallAnswer<AnswerDataOf<Name>> {
  const envelope = answerEnvelope.safeParse(parseJson(body));
  if (!envelope.success) {
    const problem = firstProblem(envelope.error);
    return { httpStatus, code: undefined, message: '', data: undefined, problem, body };
  }
  return { httpStatus, ...readData(name, envelope.data), body };
}

function readData<Name extends InterfaceName>(name: Name, { code, message, data }: AnswerEnvelope) {
  if (code !== 0) return { code, message, data: undefined };
  const parsed = spInterfaces[name].answerData.safeParse(data);
  if (!parsed.success)
    return { code, message, data: undefined, problem: `data: ${firstProblem(parsed.error)}` };
  // The table's entry for `name` made this value; the compiler cannot follow the index.
  return { code, message, data: parsed.data as AnswerDataOf<Name> };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function randomNonce(): string {
  return String(randomInt(100_000_000, 1_000_000_000));
}
