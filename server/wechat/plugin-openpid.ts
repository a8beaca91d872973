// POST /wxa/getpluginopenpid: who has logged in in the plugin, by the code of wx.pluginLogin.
import { z } from 'zod';
import type { WechatProblem } from '../domain/wechat.ts';
import type { WechatClient } from './client.ts';

export type PluginLogin =
  | { readonly kind: 'known'; readonly openpid: string }
  /** The code is nobody's, too old, or was used: the plugin must log in again. */
  | { readonly kind: 'code'; readonly why: 'invalid' | 'used' }
  | { readonly kind: 'failed'; readonly problem: WechatProblem };

const answer = z.looseObject({ openpid: z.string().min(1).max(128) });
const codeErrors: Readonly<Record<number, 'invalid' | 'used'>> = { 40029: 'invalid', 40163: 'used' };

export async function pluginOpenpid(client: WechatClient, code: string): Promise<PluginLogin> {
  // WeChat is not bothered with what cannot be a code.
  if (!/^[\x21-\x7e]{1,512}$/.test(code)) return { kind: 'code', why: 'invalid' };
  const result = await client.call('/wxa/getpluginopenpid', { code }, answer, [code]);
  if (result.ok) return { kind: 'known', openpid: result.value.openpid };
  const { problem } = result;
  const why = problem.kind === 'refused' ? codeErrors[problem.errcode] : undefined;
  return why === undefined ? { kind: 'failed', problem } : { kind: 'code', why };
}
