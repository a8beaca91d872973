// All that this deployment can ask of WeChat, put together for one app.
import { failed, type WechatResult } from '../domain/wechat.ts';
import { tokenPlace } from '../domain/wechat-token.ts';
import type { WifiApi } from '../domain/wifi.ts';
import { createAccessTokens } from './access-token.ts';
import { createWechatClient, noWechat } from './client.ts';
import { type PluginLogin, pluginOpenpid } from './plugin-openpid.ts';
import type { TokenStore } from './shared-token.ts';
import { askStableToken } from './stable-token.ts';
import { createWifiApi } from './wifi.ts';

export interface Wechat {
  readonly wifi: WifiApi;
  pluginOpenpid(code: string): Promise<PluginLogin>;
  /** Whether there is a token, or could be. */
  checkToken(): Promise<WechatResult<undefined>>;
}

export interface WechatDeps extends Omit<TokenStore, 'place'> {
  readonly secret: string;
  /** Undefined: nobody plays WeChat now. */
  readonly baseUrl: () => string | undefined;
  /** For each call. */
  readonly timeoutMs: number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** A process that asks makes two calls at most, and writes its lease and its answer. */
const leaseOf = (timeoutMs: number) => 2 * timeoutMs + 5_000;

export function openWechat(deps: WechatDeps): Wechat {
  const { appId, secret, baseUrl, timeoutMs } = deps;
  const tokens = createAccessTokens({
    ...deps,
    place: tokenPlace(appId),
    leaseMs: leaseOf(timeoutMs),
    async ask(force) {
      const base = baseUrl();
      if (base === undefined) return failed(noWechat);
      return askStableToken({ appId, secret, baseUrl: base, timeoutMs, force });
    },
  });
  const client = createWechatClient({ tokens, baseUrl, timeoutMs });
  return {
    wifi: createWifiApi(client),
    pluginOpenpid: (code) => pluginOpenpid(client, code),
    async checkToken() {
      const token = await tokens.get();
      return token.ok ? { ok: true, value: undefined } : token;
    },
  };
}
