// One request at one door with one credential, right or wrong.
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import type { Door } from '../kit/doors.ts';
import type { HttpAnswer } from '../kit/http.ts';
import { type MerchantKey, v2Body } from '../kit/merchant.ts';
import { signedCall } from '../kit/signed.ts';
import { bearer, refererOf } from '../server/api/plugin/visits.ts';
import type { Cast, World } from './parties.ts';

/** What proves who is there; left out: nothing does. */
export interface Pass {
  readonly sp?: SpCredential;
  readonly merchant?: MerchantKey;
  readonly token?: string;
  readonly openpid?: string;
  readonly hostAppId?: string;
}

export const passOf = ({ party, token, things }: Cast): Pass => ({
  ...{ sp: party.sp, merchant: party.merchant, token },
  ...{ openpid: `another-phone-of-${things.userCode}`, hostAppId: party.hostAppId },
});

export function ask(
  { visits }: World,
  door: Door,
  pass: Pass,
  params: Readonly<Record<string, unknown>>,
): Promise<HttpAnswer> {
  const at = visits.clock.now();
  const send = (body: object | string, headers = {}) =>
    visits.server.send(door.method, door.path, {
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  if (door.wire === 'operations') return visits.server.send(door.method, door.path);
  if (door.wire === 'sp') return send(pass.sp ? signedCall(params, { credential: pass.sp, at }) : params);
  if (door.wire === 'merchant')
    return send(
      pass.merchant
        ? v2Body(pass.merchant, door.name, params, { at })
        : { Action: door.name, Params: params },
    );
  const body =
    door.name === 'session' ? { code: visits.wechat.issueCode(pass.openpid ?? 'x'), ...params } : params;
  return send(body, {
    ...(pass.token !== undefined && bearer(pass.token)),
    ...(pass.hostAppId !== undefined && refererOf(pass.hostAppId)),
  });
}

/** The code of the wire, 0 where it was done. */
export function codeOf(door: Door, { status, json }: HttpAnswer): number | string {
  if (door.wire === 'operations') return status === 200 ? 0 : status;
  if (door.wire === 'plugin') return json?.ok === true ? 0 : (json?.error?.code ?? 'no answer');
  return json?.code ?? 'no answer';
}
