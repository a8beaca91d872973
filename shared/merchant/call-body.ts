// One signed V2 request: the envelope, its Token, and the digest that binds Action and Params to it.
import type { MerchantAction } from './actions.ts';
import { digestHeader, paramsDigest } from './digest.ts';
import { signToken } from './signature.ts';

export interface MerchantCredential {
  readonly openId: string;
  readonly openKey: string;
  readonly grantCode: string;
}

/** What is new in every attempt. `now` is epoch ms. */
export interface CallStamp {
  readonly now: number;
  readonly nonce: string;
}

export interface SignedCall {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** @param paramsSource the JSON of Params, which goes out letter for letter */
export function signedCall(
  credential: MerchantCredential,
  action: MerchantAction,
  paramsSource: string,
  stamp: CallStamp,
  withDigest: boolean,
): SignedCall {
  const { openId, openKey, grantCode } = credential;
  const timestamp = String(Math.floor(stamp.now / 1000));
  const token = signToken(openKey, { grantCode, nonce: stamp.nonce, openId, timestamp });
  const envelope = JSON.stringify({
    OpenId: openId,
    GrantCode: grantCode,
    Timestamp: timestamp,
    Nonce: stamp.nonce,
    Token: encodeURIComponent(token),
    Action: action,
  });
  return {
    body: `${envelope.slice(0, -1)},"Params":${paramsSource}}`,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(withDigest ? { [digestHeader]: paramsDigest(openKey, { token, action, paramsSource }) } : {}),
    },
  };
}
