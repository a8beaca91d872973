// POST /cgi-bin/stable_token: the one call that carries the app's secret.
import { z } from 'zod';
import type { WechatResult } from '../domain/wechat.ts';
import { readAnswer } from './answer.ts';
import { postJson } from './http.ts';

export interface StableToken {
  readonly token: string;
  readonly expiresInMs: number;
}

export interface StableTokenRequest {
  readonly appId: string;
  readonly secret: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  /** Ends the token that there is. */
  readonly force: boolean;
}

const answer = z.looseObject({ access_token: z.string().min(1).max(4_096), expires_in: z.int().min(1) });

export async function askStableToken(request: StableTokenRequest): Promise<WechatResult<StableToken>> {
  const { appId, secret, baseUrl, timeoutMs, force } = request;
  const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: force };
  const text = await postJson(new URL(`${baseUrl}/cgi-bin/stable_token`), body, timeoutMs);
  const read = text.ok ? readAnswer(text.value, answer, [secret]) : text;
  if (!read.ok) return read;
  const { access_token: token, expires_in: seconds } = read.value;
  return { ok: true, value: { token, expiresInMs: seconds * 1_000 } };
}
