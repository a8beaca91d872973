// What WeChat answers with: HTTP 200 whatever happened, and an errcode that says what did.

const messages: Readonly<Record<number, string>> = {
  0: 'ok',
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40029: 'invalid code',
  40066: 'invalid url',
  40078: 'invalid card status',
  40079: 'invalid time',
  40122: 'invalid quantity',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41008: 'missing code',
  41012: 'missing cardid',
  42001: 'access_token expired',
  43002: 'require POST method',
  45011: 'api minute-quota reach limit, mustslower, retry next minute',
  45021: 'field size out of limit',
  45030: 'no permission for this card',
  45031: 'card has no stock',
  47001: 'data format error',
  9002007: 'missing parameter',
  9002008: 'invalid parameter',
  9002009: 'no such shop',
  9008001: 'card not found',
  9008002: 'put longer than the card is valid',
};

export interface WechatAnswer {
  readonly errcode?: number;
  readonly errmsg?: string;
  readonly [field: string]: unknown;
}

export function answerOf(errcode: number, more: Readonly<Record<string, unknown>> = {}): WechatAnswer {
  return { errcode, errmsg: messages[errcode] ?? 'error', ...more };
}
