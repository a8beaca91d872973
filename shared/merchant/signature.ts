// The Token of the merchant open API: what it is made over, its one normal form, and checking it in constant time.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a Token covers: who calls and when, nothing else. Params are for `digest.ts` and TLS to protect. */
export interface SignedParts {
  readonly grantCode: string;
  readonly nonce: string;
  readonly openId: string;
  readonly timestamp: string;
}

/** The names as the signature's own page has them, or as the V2 envelope has them. */
export type Spelling = 'camel' | 'capital';

export function signingSource(parts: SignedParts, spelling: Spelling): string {
  const { grantCode, nonce, openId, timestamp } = parts;
  return spelling === 'camel'
    ? `grantCode=${grantCode}&nonce=${nonce}&openId=${openId}&timestamp=${timestamp}`
    : `GrantCode=${grantCode}&Nonce=${nonce}&OpenId=${openId}&Timestamp=${timestamp}`;
}

/** Raw base64, 28 characters; on the wire it stands url-encoded. */
export function signToken(openKey: string, parts: SignedParts): string {
  return tokenBytes(openKey, signingSource(parts, 'camel')).toString('base64');
}

/** 20 bytes: raw, url-encoded, or something between, since an HTTP library may have decoded a part. */
const tokenForm = /^(?:[A-Za-z\d+/]|%2b|%2f){27}(?:=|%3d)$/i;
const escapes: Readonly<Record<string, string>> = { '%2b': '+', '%2f': '/', '%3d': '=' };

/**
 * The raw base64 that `token` stands for, so that one Token has one spelling and is known again when it comes twice.
 * undefined for anything that is not exactly 20 bytes in canonical base64.
 */
export function normalToken(token: unknown): string | undefined {
  if (typeof token !== 'string' || !tokenForm.test(token)) return undefined;
  const raw = token.replace(/%../g, (code) => escapes[code.toLowerCase()] ?? code);
  return Buffer.from(raw, 'base64').toString('base64') === raw ? raw : undefined;
}

/** Which spelling a Token in its normal form was signed with; both are computed, whichever it is. */
export function verifyToken(token: string, openKey: string, parts: SignedParts): Spelling | undefined {
  const given = Buffer.from(token, 'base64');
  const camel = equal(given, tokenBytes(openKey, signingSource(parts, 'camel')));
  const capital = equal(given, tokenBytes(openKey, signingSource(parts, 'capital')));
  if (normalToken(token) !== token) return undefined;
  return camel ? 'camel' : capital ? 'capital' : undefined;
}

function tokenBytes(openKey: string, source: string): Buffer {
  return createHmac('sha1', openKey).update(source).digest();
}

function equal(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
