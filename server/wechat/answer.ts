// From the text that WeChat answered to what it means: a checked value, or an errcode (which comes with HTTP 200, too).
import { z } from 'zod';
import { cutCodePoints } from '../../shared/sp/code-points.ts';
import { done, failed, type WechatResult } from '../domain/wechat.ts';

const errmsgMax = 200;
const verdict = z.looseObject({ errcode: z.int().default(0), errmsg: z.string().default('') });

/** @param secrets what went out with the call, should WeChat's message repeat it */
export function readAnswer<Value>(
  text: string,
  schema: z.ZodType<Value>,
  secrets: readonly string[],
): WechatResult<Value> {
  const json = parse(text);
  const said = verdict.safeParse(json);
  if (!said.success) return failed({ kind: 'garbled', message: describe(text) });
  const { errcode, errmsg } = said.data;
  if (errcode !== 0) return failed({ kind: 'refused', errcode, errmsg: censor(errmsg, secrets) });
  const parsed = schema.safeParse(json);
  if (parsed.success) return done(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  return failed({ kind: 'garbled', message: `the answer's ${field || 'form'} is not as documented` });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says what it looks like without repeating any of it. */
function describe(text: string): string {
  if (text.trim() === '') return 'the answer is empty';
  return /^\s*</.test(text) ? 'the answer is a page of HTML' : 'the answer is not the JSON of WeChat';
}

function censor(errmsg: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), errmsg);
  return cutCodePoints(clean, errmsgMax);
}
