// Steps 2 to 4 of a signed call: who calls, is it really them, and did they say it just now (sp §2, §3).
import { SpError } from '../../../shared/sp/codes.ts';
import type { JsonMember } from '../../../shared/sp/json-source.ts';
import { commonParameters } from '../../../shared/sp/messages/common.ts';
import { type SignatureMatch, verifySignature } from '../../../shared/sp/signature.ts';
import { parseTimestamp } from '../../../shared/sp/times.ts';
import type { Credential } from '../../domain/tenant.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';
import { hidesParameter } from './hidden-parameter.ts';
import type { ReplayMemory } from './replays.ts';

/** Verified in the place of an unknown credential, so that both kinds of refusal take the same time. */
const nobody = { secret: 'as long as a secret of ours', scheme: 'md5-suffix' } as const;

export interface Authenticated {
  readonly credential: Credential;
  readonly match: SignatureMatch;
}

/** The signed parts of a call. */
export interface Signed {
  readonly members: readonly JsonMember[];
  readonly apiKey: unknown;
}

/** Another process may have changed the credentials a moment ago. @throws SpError unknownApiKey or badSignature */
export async function authenticateAgain(
  directory: UseCaseDeps['directory'],
  signed: Signed,
  now: number,
  refused: SpError,
): Promise<Authenticated> {
  const changed = await directory.refresh();
  const result = changed ? authenticate(directory, signed, now) : refused;
  if (result instanceof SpError) throw result;
  return result;
}

/** @returns the error unknownApiKey or badSignature instead, where it is not them */
export function authenticate(
  directory: UseCaseDeps['directory'],
  { members, apiKey }: Signed,
  now: number,
): Authenticated | SpError {
  const credential = typeof apiKey === 'string' ? directory.credential(apiKey, now) : undefined;
  const match = verifySignature(members, credential ?? nobody);
  if (credential === undefined) return new SpError('unknownApiKey', 'api_key: is unknown or disabled');
  if (match === undefined) return new SpError('badSignature', 'sign: does not verify');
  if (hidesParameter(members)) return new SpError('badSignature', 'sign: a parameter hides another one');
  return { credential, match };
}

/** @throws SpError badParameter or staleRequest */
export function checkFreshness(timestamp: unknown, now: number, windowSeconds: number): void {
  const at = parseTimestamp(timestamp);
  if (at === undefined) {
    throw new SpError(
      'badParameter',
      timestamp === undefined ? 'timestamp: is required' : 'timestamp: must be 10 or 13 digits',
    );
  }
  if (Math.abs(now - at) > windowSeconds * 1000) {
    throw new SpError('staleRequest', `timestamp: is not within ${windowSeconds} s of our clock`);
  }
}

/**
 * A call seen before is answered again (sp §3); only a strict setting refuses a nonce that was seen with another signature.
 * @returns whether the very same call was seen before
 */
export function checkReplay(
  replays: ReplayMemory,
  parameters: Readonly<Record<string, unknown>>,
  strictNonce: boolean,
): boolean {
  const apiKey = String(parameters['api_key']);
  const sign = String(parameters['sign']);
  // The nonce comes first: a refused call that is sent again must not pass as a replay of itself.
  if (strictNonce && replays.isNonceReused(apiKey, nonceOf(parameters), sign)) {
    throw new SpError('staleRequest', 'nonce: was used before');
  }
  return replays.isReplay(sign);
}

/** @throws SpError badParameter: where nonces count, every call needs one that can be told from others */
function nonceOf({ nonce }: Readonly<Record<string, unknown>>): string {
  const parsed = commonParameters.shape.nonce.safeParse(nonce);
  if (!parsed.success) throw new SpError('badParameter', `nonce: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}
