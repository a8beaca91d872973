// What a caller is told when it did not get as far as an action: status false, codes 50xxx.
import type { MerchantErrorEntry } from './codes.ts';

export const systemErrors = {
  systemError: system(
    50000,
    '系统错误，请用原流水号重试',
    {
      cause: 'Something broke on our side; whether anything happened is not known.',
      advice: 'Send the same bizId again, signed anew.',
    },
    { http: 500, retryable: true },
  ),
  badEnvelope: system(50001, '请求格式错误，请检查公共参数', {
    cause: 'The body is no JSON object, or a common parameter is missing or malformed.',
    advice: 'Correct what the message names.',
  }),
  unknownOpenId: system(50002, '密钥无效，请检查 OpenId 和 GrantCode', {
    cause: 'The OpenId is unknown or disabled, or the GrantCode is not its own.',
    advice: 'Ask for the credential that is in force.',
  }),
  badToken: system(50003, '签名错误，请检查密钥', {
    cause: 'The Token does not verify.',
    advice: 'Sign grantCode, nonce, openId and timestamp, in this order, with the credential’s key.',
  }),
  staleRequest: system(50004, '请求已过时，请校准收银机时间', {
    cause: 'The Timestamp is outside the window.',
    advice: 'Set the clock.',
  }),
  tokenUsed: system(50005, '签名已用过，请重新签名', {
    cause: 'The Token came before with another body.',
    advice: 'Sign every request anew, with a new Nonce.',
  }),
  ipNotAllowed: system(50006, '此网络地址未授权，请联系管理员', {
    cause: 'The credential may not be used from this address.',
    advice: 'Have the address added to the credential.',
  }),
  unknownAction: system(50007, '没有此接口，请检查 Action', {
    cause: 'The Action or the path is none that is served.',
    advice: 'Check its spelling.',
  }),
  badDigest: system(50008, '业务参数校验失败，请检查摘要', {
    cause: 'X-Params-Sha256 is missing where the credential demands it, or does not fit Token and Params.',
    advice: 'Make it over the very text of Params that is sent.',
  }),
  bodyTooLarge: system(
    50009,
    '请求内容过大，请减少券数',
    {
      cause: 'The body is larger than is read.',
      advice: 'Send less in one request.',
    },
    { http: 413 },
  ),
  wrongMethod: system(50010, '请求方式错误，请用 POST', {
    cause: 'The request is no POST.',
    advice: 'Use POST.',
  }),
  busy: system(
    50011,
    '系统繁忙，请稍后重试',
    {
      cause: 'More requests came than can be served.',
      advice: 'Wait a second and send the same bizId again, signed anew.',
    },
    { http: 503, retryable: true },
  ),
} as const satisfies Record<string, MerchantErrorEntry>;

function system(
  code: number,
  message: string,
  words: { cause: string; advice: string },
  more: { http?: number; retryable?: boolean } = {},
): MerchantErrorEntry {
  return {
    code,
    message,
    ...words,
    system: true,
    http: more.http ?? 200,
    retryable: more.retryable ?? false,
  };
}
