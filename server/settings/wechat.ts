// The WeChat apps that this deployment speaks for, and where WeChat is.
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

/** What settings say of WeChat becomes these. */
export interface WechatApps {
  /** Whose stores and cards are on Wi-Fi pages; undefined: switched off. */
  readonly wechat: WechatSettings | undefined;
  /** The plugin's own app, or the same; undefined: switched off. */
  readonly pluginWechat: WechatSettings | undefined;
}

export type WechatVariable = Extract<keyof Parsed, `wechat${string}`> | 'pluginAppId' | 'pluginAppSecret';

type Values = Pick<Parsed, 'mode' | WechatVariable>;

/** Looks at the keys of `values`: one that is there but malformed is a problem of its own. */
export function wechatProblems(values: Partial<Values>): string[] {
  const { mode, wechatAppId, wechatAppSecret, pluginAppId, pluginAppSecret } = values;
  const problems: string[] = [];
  if ('wechatAppId' in values && 'wechatAppSecret' in values && isHalf(wechatAppId, wechatAppSecret))
    problems.push(
      'WECHAT_APP_ID and WECHAT_APP_SECRET go together: set both, or neither to switch WeChat off',
    );
  if ('pluginAppId' in values && 'pluginAppSecret' in values && isHalf(pluginAppId, pluginAppSecret))
    problems.push(
      "PLUGIN_APP_ID and PLUGIN_APP_SECRET go together: set both, or neither to use WECHAT_APP_ID's",
    );
  for (const [name, id, secret] of [
    ['WECHAT_APP', wechatAppId, wechatAppSecret],
    ['PLUGIN_APP', pluginAppId, pluginAppSecret],
  ])
    if (mode === 'production' && (id === demoWechatApp.appId || secret === demoWechatApp.secret))
      problems.push(`${name}_ID and ${name}_SECRET must not be the demo's, which everybody knows`);
  return problems;
}

const isHalf = (id: unknown, secret: unknown): boolean => (id === undefined) !== (secret === undefined);

export function wechatApps(values: Values): WechatApps {
  const { mode, wechatBaseUrl, wechatTimeoutMs: timeoutMs } = values;
  const baseUrl = wechatBaseUrl ?? (mode === 'demo' ? undefined : realWechat);
  const demo = mode === 'demo' ? demoWechatApp : undefined;
  const account = pair(values.wechatAppId, values.wechatAppSecret) ?? demo;
  // The simulated WeChat knows one app.
  const own = baseUrl === undefined ? undefined : pair(values.pluginAppId, values.pluginAppSecret);
  const plugin = own ?? account;
  return {
    wechat: account && { ...account, baseUrl, timeoutMs },
    pluginWechat: plugin && { ...plugin, baseUrl, timeoutMs },
  };
}

const pair = (appId: string | undefined, secret: string | undefined) =>
  appId === undefined || secret === undefined ? undefined : { appId, secret };

/** Where to call now; undefined: demo mode plays WeChat, but not at the moment. */
export function wechatBaseUrl(wechat: WechatSettings, dataDir: string): string | undefined {
  return wechat.baseUrl ?? wechatSimulatorUrl(dataDir);
}
