// Codes of wx.pluginLogin: good for five minutes and for one use.
import { randomBytes } from 'node:crypto';
import { answerOf, type WechatAnswer } from './errors.ts';

const lifeMs = 300_000;

export interface PluginCodes {
  /** As if the user with this openpid had just logged in. @returns the code */
  issue(openpid: string): string;
  /** Gives the openpid for a code, once. */
  use(body: unknown): WechatAnswer;
}

export function createPluginCodes(now: () => number): PluginCodes {
  const codes = new Map<string, { readonly openpid: string; readonly untilAt: number; used: boolean }>();
  return {
    issue(openpid) {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { openpid, untilAt: now() + lifeMs, used: false });
      return code;
    },
    use(body) {
      const { code } = (body ?? {}) as { code?: unknown };
      if (code === undefined || code === '') return answerOf(41008);
      const known = codes.get(String(code));
      if (known === undefined || now() >= known.untilAt) return answerOf(40029);
      if (known.used) return answerOf(40163);
      known.used = true;
      return answerOf(0, { openpid: known.openpid });
    },
  };
}
