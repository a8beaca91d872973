// A call that carries the app's token. When WeChat refuses the token, it is replaced once, and the call made once more.
import type { z } from 'zod';
import { failed, problemText, type WechatProblem, type WechatResult } from '../domain/wechat.ts';
import type { AccessTokens } from './access-token.ts';
import { readAnswer } from './answer.ts';
import { postJson } from './http.ts';

export interface WechatClient {
  /** @param secrets of the body, which no message may repeat @throws StoreUnavailable when the token cannot be read */
  call<Value>(
    path: string,
    body: unknown,
    answer: z.ZodType<Value>,
    secrets?: readonly string[],
  ): Promise<WechatResult<Value>>;
}

export interface WechatClientDeps {
  readonly tokens: AccessTokens;
  /** Undefined: nobody plays WeChat now. */
  readonly baseUrl: () => string | undefined;
  readonly timeoutMs: number;
}

/** Invalid or not the latest, invalid, over. */
const tokenRefused: readonly number[] = [40001, 40014, 42001];

export const noWechat: WechatProblem = {
  kind: 'unreachable',
  message: 'demo mode plays WeChat only while "npm start" runs; WECHAT_BASE_URL names another',
};

export function createWechatClient({ tokens, baseUrl, timeoutMs }: WechatClientDeps): WechatClient {
  return {
    async call(path, body, answer, secrets = []) {
      const first = await tokens.get();
      if (!first.ok) return failed(withoutToken(first.problem));
      const result = await callWith(first.value);
      if (result.ok || !isTokenRefused(result.problem)) return result;
      const other = await tokens.replace(first.value);
      if (!other.ok) return failed(withoutToken(other.problem));
      return other.value === first.value ? result : callWith(other.value);

      async function callWith(token: string) {
        const base = baseUrl();
        if (base === undefined) return failed(noWechat);
        const url = new URL(base + path);
        url.searchParams.set('access_token', token);
        const text = await postJson(url, body, timeoutMs);
        return text.ok ? readAnswer(text.value, answer, [token, ...secrets]) : text;
      }
    },
  };
}

const isTokenRefused = (problem: WechatProblem) =>
  problem.kind === 'refused' && tokenRefused.includes(problem.errcode);

/** However asking for a token went wrong, the call itself has not been made. */
function withoutToken(problem: WechatProblem): WechatProblem {
  if (problem.kind === 'refused') return problem;
  return { kind: 'unreachable', message: `no access token: ${problemText(problem)}` };
}
