// What can go wrong for the person in front of the plugin: a code to act on, and a sentence in their language that says what to do.

interface PluginErrorEntry {
  readonly http: number;
  readonly zh: string;
  readonly en: string;
  /** The very same request may succeed later although nobody changed anything. */
  readonly retryable: boolean;
}

export const pluginErrors = {
  badRequest: entry(
    400,
    '页面参数有误，请返回重试',
    'Something is wrong with this page. Go back and try again.',
  ),
  sessionOver: entry(401, '登录已过期，正在重新登录', 'Your session is over. Signing you in again.'),
  loginFailed: entry(401, '微信登录失败，请重试', 'WeChat could not sign you in. Try again.', true),
  hostRefused: entry(
    403,
    '请从出行服务小程序进入',
    'Please open this page from the Mobility Services mini-program.',
  ),
  identityRefused: entry(
    403,
    '无法确认您的身份，请从出行服务重新进入',
    'We could not confirm who you are. Please enter from Mobility Services again.',
  ),
  identityMissing: entry(
    403,
    '缺少用户信息，请从出行服务重新进入',
    'We do not know who you are. Please enter from Mobility Services again.',
  ),
  notFound: entry(404, '没有找到这张券', 'There is no such coupon.'),
  ticketOver: entry(
    409,
    '页面停留太久，请再点一次领取',
    'This page has been open for too long. Tap claim again.',
  ),
  claimRefused: entry(409, '现在不能领取', 'It cannot be claimed now.'),
  notRedeemable: entry(409, '这张券现在不能使用', 'This coupon cannot be used now.'),
  tooManyRequests: entry(429, '操作太频繁，请稍后再试', 'Too many requests. Wait a moment.', true),
  busy: entry(503, '人太多了，请稍后再试', 'Many people are here. Try again in a moment.', true),
  systemError: entry(
    500,
    '服务暂时不可用，请重试',
    'The service is not available for the moment. Try again.',
    true,
  ),
} as const satisfies Record<string, PluginErrorEntry>;

export type PluginErrorKey = keyof typeof pluginErrors;

export type Language = 'zh' | 'en';

export class PluginError extends Error {
  override readonly name = 'PluginError';
  readonly key: PluginErrorKey;
  /** Why a claim was refused, for the page to show its own state. */
  readonly detail: string | undefined;

  constructor(key: PluginErrorKey, detail?: string) {
    super(pluginErrors[key].en);
    this.key = key;
    this.detail = detail;
  }
}

function entry(http: number, zh: string, en: string, retryable = false): PluginErrorEntry {
  return { http, zh, en, retryable };
}
