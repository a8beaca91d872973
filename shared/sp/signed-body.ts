// Signing out (sp §2): one compact JSON text, and a sign over the very substrings that are sent.
import { type KeyText, type SignatureScheme, signatureSchemes, signingSource } from './signature.ts';

/** One side's key pair, as far as making calls needs it. */
export interface SpCredential {
  readonly apiKey: string;
  readonly secret: string;
  readonly scheme: SignatureScheme;
}

/** What is new in every attempt. `now` is epoch ms. */
export interface CallStamp {
  readonly seqId: string;
  readonly now: number;
  readonly nonce: string;
}

/** The body of a signed call. Parameters that are undefined or null are not sent, at any level. */
export function signedBody(credential: SpCredential, parameters: object, stamp: CallStamp): string {
  const common: KeyText[] = [
    ['api_key', credential.apiKey],
    ['seq_id', stamp.seqId],
    ['timestamp', String(Math.floor(stamp.now / 1000))],
    ['nonce', stamp.nonce],
  ];
  const signed = [...common];
  let business = '';
  for (const [key, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    if (reserved.has(key.trim())) throw new TypeError(`${key} is set by the signer`);
    const json = JSON.stringify(value, leaveOutNull);
    signed.push([key, typeof value === 'string' ? value : json]);
    business += `,${JSON.stringify(key)}:${json}`;
  }
  const sign = signatureSchemes[credential.scheme](signingSource(signed), credential.secret);
  const head = [...common, ['sign', sign] as const].map(([key, text]) => `"${key}":${JSON.stringify(text)}`);
  return `{${head.join()}${business}}`;
}

const reserved = new Set(['api_key', 'seq_id', 'timestamp', 'nonce', 'sign']);

function leaveOutNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
