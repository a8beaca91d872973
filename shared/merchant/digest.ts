// A tightening for our own clients: Action and Params are unsigned on the wire, this header binds them to the Token they travel with.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const digestHeader = 'x-params-sha256';

export interface Digested {
  /** In its normal form (`normalToken`). */
  readonly token: string;
  /** The V2 name, also of what V3 says by its path: the Params of a consume fit its reversal too. */
  readonly action: string;
  /** The value of Params exactly as it stands in the body. */
  readonly paramsSource: string;
}

/** Lower-case hex of HMAC-SHA256 under the credential's key. */
export function paramsDigest(openKey: string, { token, action, paramsSource }: Digested): string {
  return createHmac('sha256', openKey).update(`${token}\n${action}\n${paramsSource}`).digest('hex');
}

/** In constant time. `digest` is the header as it came: whatever is no lower-case hex of 32 bytes does not verify. */
export function verifyDigest(digest: unknown, openKey: string, digested: Digested): boolean {
  const expected = Buffer.from(paramsDigest(openKey, digested));
  const given = Buffer.from(typeof digest === 'string' ? digest : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
