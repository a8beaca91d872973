// The WeChat account that this deployment speaks for.
import { serviceUrl, wholeNumber, word } from '../parse.ts';
import type { Variable } from './variable.ts';

export const wechatVariables = {
  wechatAppId: {
    name: 'WECHAT_APP_ID',
    schema: word(64),
    description:
      'The WeChat account (appid) that Wi-Fi pages are asked with, and plugin logins unless PLUGIN_APP_ID is set; absent: off, or simulated in demo mode.',
  },
  wechatAppSecret: {
    name: 'WECHAT_APP_SECRET',
    schema: word(256),
    description: "The account's secret (AppSecret), given together with WECHAT_APP_ID.",
    secret: true,
  },
  wechatBaseUrl: {
    name: 'WECHAT_BASE_URL',
    schema: serviceUrl(),
    description:
      'Where WeChat is, by default https://api.weixin.qq.com; in demo mode the simulated WeChat that comes with it.',
  },
  wechatTimeoutMs: {
    name: 'WECHAT_TIMEOUT_MS',
    schema: wholeNumber(1, 60_000),
    default: '10000',
    description: 'How long one call to WeChat may take.',
  },
} as const satisfies Record<string, Variable>;
