// The signature of the SP protocol (sp §2): which text is signed, the named schemes, and verifying over raw slices.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { JsonMember } from './json-source.ts';

export type KeyText = readonly [key: string, text: string];

/** Every pair but `sign`, keys ascending by code unit, `k=v` joined with `&`. */
export function signingSource(pairs: Iterable<KeyText>): string {
  const signed = Array.from(pairs, ([key, text]) => ({ key, text })).filter(({ key }) => key !== 'sign');
  return joined(signed.sort(byKey), ({ text }) => text);
}

interface Keyed {
  readonly key: string;
}

/** No two keys are the same. */
const byKey = (a: Keyed, b: Keyed): number => (a.key < b.key ? -1 : 1);

function joined<Part extends Keyed>(sorted: readonly Part[], textOf: (part: Part) => string): string {
  const texts: string[] = [];
  for (const part of sorted) texts.push(part.key, '=', textOf(part), '&');
  texts.pop();
  return texts.join('');
}

/** MD5 over the source with the secret appended directly, upper-case hex. */
export function signMd5Suffix(source: string, secret: string): string {
  return hash('md5', source + secret, 'hex').toUpperCase();
}

/** The same text as md5-suffix, under HMAC-SHA256 keyed with the secret: for partners who can agree on better than MD5. */
export function signHmacSha256Suffix(source: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(source + secret)
    .digest('hex')
    .toUpperCase();
}

export const signatureSchemes = {
  'md5-suffix': signMd5Suffix,
  'hmac-sha256-suffix': signHmacSha256Suffix,
} as const;

export type SignatureScheme = keyof typeof signatureSchemes;

export interface SigningCredential {
  readonly secret: string;
  readonly scheme: SignatureScheme;
}

/** How the other side must have written the values down before it signed them; worth a line in the log. */
export type SignatureMatch = 'slices' | 'compact' | 'nulls-skipped';

/** Which candidate the `sign` among the members matches; undefined where it matches none, or is no upper-case hex text. */
export function verifySignature(
  members: readonly JsonMember[],
  { secret, scheme }: SigningCredential,
): SignatureMatch | undefined {
  const sign = members.find(isSign)?.value;
  if (typeof sign !== 'string') return undefined;
  const rest = members.filter((member) => !isSign(member)).sort(byKey);
  let previous: string | undefined;
  for (const { match, sourceOf } of candidates) {
    const source = sourceOf(rest);
    if (source === previous) continue;
    previous = source;
    if (equalTexts(signatureSchemes[scheme](source, secret), sign)) return match;
  }
  return undefined;
}

interface Candidate {
  readonly match: SignatureMatch;
  /** Of members in the order of their keys. */
  readonly sourceOf: (members: readonly JsonMember[]) => string;
}

/** Nearly every caller signs what it sends, so the later ones are hardly ever tried. */
const candidates: readonly Candidate[] = [
  { match: 'slices', sourceOf: (members) => joined(members, asTransmitted) },
  { match: 'compact', sourceOf: (members) => joined(members, asCompact) },
  { match: 'nulls-skipped', sourceOf: (members) => joined(members.filter(isNotNull), asCompact) },
];

function asTransmitted({ slice, value }: JsonMember): string {
  return typeof value === 'string' ? value : slice;
}

function asCompact({ value }: JsonMember): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isNotNull({ value }: JsonMember): boolean {
  return value !== null;
}

/** Keys may carry blanks (the documents' samples do), this one too. */
function isSign({ key }: JsonMember): boolean {
  return key.trim() === 'sign';
}

function equalTexts(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
