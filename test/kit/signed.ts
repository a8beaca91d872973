// Calls signed by hand: any text, right or wrong in any way that a real caller's could be.
import { randomUUID } from 'node:crypto';
import { parseJsonSource } from '../../shared/sp/json-source.ts';
import { signatureSchemes, signingSource } from '../../shared/sp/signature.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { sampleCredential } from '../shared/sp/samples.ts';

export type Parameters = Readonly<Record<string, unknown>>;

export interface SignOptions {
  readonly credential?: SpCredential;
  /** Epoch ms; what the timestamp says. */
  readonly at?: number;
}

/** JSON text that no JavaScript value turns into, such as `1.0` or `9007199254740993`. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export const raw = (text: string): RawJson => new RawJson(text);

/** A signed body. Common parameters may be replaced, or left out with undefined; a given `sign` stays as it is. */
export function signedCall(
  parameters: Parameters,
  { credential = sampleCredential, at = Date.now() }: SignOptions = {},
): string {
  const whole = {
    api_key: credential.apiKey,
    seq_id: randomUUID(),
    timestamp: String(Math.floor(at / 1000)),
    nonce: String(Math.floor(Math.random() * 1e9)),
    sign: '',
    ...parameters,
  };
  const text = jsonText(Object.entries(whole));
  return 'sign' in parameters ? text : signText(text, credential);
}

/** The same text with its `sign` put right: letter for letter otherwise, blanks in keys included. */
export function signText(text: string, credential: SpCredential = sampleCredential): string {
  return text.replace(/("sign"\s*:\s*)"[^"]*"/, (_, key) => `${key}"${signatureOf(text, credential)}"`);
}

/** What `sign` has to be for the parameters of the text as they stand. */
export function signatureOf(text: string, { scheme, secret }: SpCredential = sampleCredential): string {
  const pairs = parseJsonSource(text).map(
    ({ key, slice, value }) => [key, typeof value === 'string' ? value : slice] as const,
  );
  return signatureSchemes[scheme](signingSource(pairs), secret);
}

/** Compact JSON, members in their order; undefined is left out. */
export function jsonText(members: Iterable<readonly [key: string, value: unknown]>): string {
  const parts = Array.from(members, ([key, value]) => {
    const text = value instanceof RawJson ? value.text : JSON.stringify(value);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${parts.flat().join()}}`;
}
