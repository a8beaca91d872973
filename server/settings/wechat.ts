// The WeChat app that this deployment speaks for, and where WeChat is.
import type { Parsed } from './variables.ts';
import { wechatSimulatorUrl } from './wechat-simulator.ts';

export interface WechatSettings {
  readonly appId: string;
  readonly secret: string;
  /** Undefined: demo mode's own WeChat. */
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
}

/** Known to everybody who reads this, and to no WeChat but the simulated one. */
export const demoWechatApp = {
  appId: 'wxdemo0123456789ab',
  secret: 'a-secret-that-everybody-knows',
} as const;

const realWechat = 'https://api.weixin.qq.com';

type Values = Pick<Parsed, 'mode' | 'wechatAppId' | 'wechatAppSecret' | 'wechatBaseUrl' | 'wechatTimeoutMs'>;

/** Looks at the keys of `values`: one that is there but malformed is a problem of its own. */
export function wechatProblems(values: Partial<Values>): string[] {
  if (!('wechatAppId' in values && 'wechatAppSecret' in values)) return [];
  const { mode, wechatAppId, wechatAppSecret } = values;
  if ((wechatAppId === undefined) !== (wechatAppSecret === undefined))
    return ['WECHAT_APP_ID and WECHAT_APP_SECRET go together: set both, or neither to switch WeChat off'];
  if (
    mode === 'production' &&
    (wechatAppId === demoWechatApp.appId || wechatAppSecret === demoWechatApp.secret)
  )
    return ["WECHAT_APP_ID and WECHAT_APP_SECRET must not be the demo's, which everybody knows"];
  return [];
}

/** @returns undefined where it is switched off */
export function wechatSettings(values: Values): WechatSettings | undefined {
  const { mode, wechatAppId, wechatAppSecret, wechatBaseUrl, wechatTimeoutMs: timeoutMs } = values;
  const given =
    wechatAppId === undefined || wechatAppSecret === undefined
      ? undefined
      : { appId: wechatAppId, secret: wechatAppSecret };
  const app = given ?? (mode === 'demo' ? demoWechatApp : undefined);
  const baseUrl = wechatBaseUrl ?? (mode === 'demo' ? undefined : realWechat);
  return app && { ...app, baseUrl, timeoutMs };
}

/** Where to call now; undefined: demo mode plays WeChat, but not at the moment. */
export function wechatBaseUrl(wechat: WechatSettings, dataDir: string): string | undefined {
  return wechat.baseUrl ?? wechatSimulatorUrl(dataDir);
}
