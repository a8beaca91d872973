// A typed caller of any server that speaks the merchant open API (V2), ours or the one it was first made for.
import { randomInt } from 'node:crypto';
import type { SpFetch } from '../sp/client.ts';
import { type DataOf, type GivenParamsOf, type MerchantAction, v2Path } from './actions.ts';
import { isWorthRetrying, type MerchantCallAnswer, noAnswer, readCallAnswer } from './call-answer.ts';
import { type MerchantCredential, signedCall } from './call-body.ts';
import { waitFor, withTimeLimit } from './time-limit.ts';

export interface MerchantClientOptions {
  /** Without `/api/v2`. */
  readonly baseUrl: string;
  readonly credential: MerchantCredential;
  /** As much of the global `fetch` as is needed here. */
  readonly fetch: SpFetch;
  /** Epoch ms. */
  readonly now?: () => number;
  /** A positive integer as text, new every time: a Token counts once. */
  readonly nonce?: () => string;
  /** For each attempt; 10 seconds unless told. */
  readonly timeoutMs?: number;
  /** At most, the first one counted; 3 unless told. */
  readonly attempts?: number;
  readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Sends X-Params-Sha256 too, so that nobody between can change Params; other servers ignore it. */
  readonly digest?: boolean;
}

export interface MerchantClient {
  /**
   * Every answer, good or bad, and none at all, is a value; rejects with the signal's reason where the caller aborts.
   * Tries again, signed anew and with the same Params, where the outcome is unknown (no answer, HTTP 5xx, a body that is
   * none) or the server asks for it (codes 50000 and 50011). That is safe because bizId makes a repetition harmless.
   * An answer without a code is the last attempt's: send the same bizId again later to learn what happened.
   */
  call<Action extends MerchantAction>(
    action: Action,
    params: GivenParamsOf<Action>,
    options?: { signal?: AbortSignal },
  ): Promise<MerchantCallAnswer<DataOf<Action>>>;
}

/** Before the second attempt, and before each one after that. */
const firstWait = 200;
const nextWait = 1000;

export function createMerchantClient(options: MerchantClientOptions): MerchantClient {
  const { credential, now = Date.now, nonce = randomNonce, wait = waitFor, digest = false } = options;
  const { timeoutMs = 10_000, attempts = 3 } = options;
  const url = `${options.baseUrl.replace(/\/+$/, '')}${v2Path}`;

  /** One attempt: an answer, or why there is none. */
  async function ask<Action extends MerchantAction>(
    action: Action,
    paramsSource: string,
    attempt: number,
    signal: AbortSignal | undefined,
  ): Promise<MerchantCallAnswer<DataOf<Action>>> {
    const stamp = { now: now(), nonce: nonce() };
    const signed = signedCall(credential, action, paramsSource, stamp, digest);
    try {
      return await withTimeLimit(timeoutMs, signal, async (limited) => {
        const response = await options.fetch(url, { method: 'POST', ...signed, signal: limited });
        return readCallAnswer(action, response.status, await response.text(), attempt);
      });
    } catch (error) {
      signal?.throwIfAborted();
      return noAnswer(error instanceof Error ? error.message : String(error), attempt);
    }
  }

  return {
    async call(action, params, { signal } = {}) {
      const paramsSource = JSON.stringify(params);
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted();
        const answer = await ask(action, paramsSource, attempt, signal);
        if (attempt >= attempts || !isWorthRetrying(answer)) return answer;
        await wait(attempt === 1 ? firstWait : nextWait, signal);
      }
    },
  };
}

function randomNonce(): string {
  return String(randomInt(1, 2 ** 47));
}
