// Steps 2 to 6 of a merchant's call: who calls, from where, is it really them, did they say it just now, and only once.
import { createHash } from 'node:crypto';
import { MerchantError } from '../../../shared/merchant/codes.ts';
import { verifyDigest } from '../../../shared/merchant/digest.ts';
import { normalToken, type Spelling, verifyToken } from '../../../shared/merchant/signature.ts';
import { envelopeTime, type MerchantBody } from '../../../shared/merchant/source.ts';
import type { MerchantCredential } from '../../domain/merchant.ts';
import { isAllowedAddress } from './allowed-address.ts';
import type { MerchantDeps } from './deps.ts';

/** Verified in the place of an unknown credential, so that both kinds of refusal take the same time. */
const nobody = { openKey: 'as long as a key of ours, and nobody has it at all.', grantCode: '' };
/** Not of a Token's length, so it verifies with no key. */
const noToken = 'none';

export interface Caller {
  readonly credential: MerchantCredential;
  readonly spelling: Spelling;
  /** In its normal form. */
  readonly token: string;
}

export interface Received {
  readonly text: string;
  readonly body: MerchantBody;
  /** What is asked for, by the body or by the path. */
  readonly action: string;
  readonly digest: unknown;
  readonly remote: string | undefined;
}

/** @throws MerchantError */
export async function authenticate(deps: MerchantDeps, received: Received, now: number): Promise<Caller> {
  const caller = await authenticated(deps, received.body, now);
  const { credential, token } = caller;
  if (!isAllowedAddress(received.remote, credential.allowedIps)) throw new MerchantError('ipNotAllowed');
  checkFreshness(deps, received.body, now);
  checkDigest(received, caller);
  const bodyHash = createHash('sha256').update(received.text).digest('base64url');
  if (!(await deps.tokens.use({ token, bodyHash }))) throw new MerchantError('tokenUsed');
  return { ...caller, credential };
}

/** Another process may have changed the credentials a moment ago, so a refusal is looked at twice. */
async function authenticated(
  { useCases: { directory } }: MerchantDeps,
  body: MerchantBody,
  now: number,
): Promise<Caller> {
  const first = verified(body, directory.merchantCredential(body.openId, now));
  if (!(first instanceof MerchantError)) return first;
  const changed = await directory.refresh();
  const again = changed ? verified(body, directory.merchantCredential(body.openId, now)) : first;
  if (again instanceof MerchantError) throw again;
  return again;
}

function verified(body: MerchantBody, credential: MerchantCredential | undefined): Caller | MerchantError {
  const token = normalToken(body.token) ?? noToken;
  const spelling = verifyToken(token, (credential ?? nobody).openKey, body);
  if (credential === undefined) return new MerchantError('unknownOpenId');
  const isTheirs = spelling !== undefined && body.grantCode === credential.grantCode;
  return isTheirs ? { credential, spelling, token } : new MerchantError('badToken');
}

function checkFreshness({ settings }: MerchantDeps, { timestamp }: MerchantBody, now: number): void {
  const at = envelopeTime(timestamp);
  if (at === undefined) throw new MerchantError('badEnvelope', 'Timestamp: must be 10 digits');
  if (Math.abs(now - at) > settings.timestampWindowSeconds * 1000) throw new MerchantError('staleRequest');
}

/** Whoever sends a digest is held to it, whether they must send one or not. */
function checkDigest(
  { digest, action, body: { paramsSource } }: Received,
  { credential, token }: Caller,
): void {
  if (digest === undefined && !credential.needsDigest) return;
  if (!verifyDigest(digest, credential.openKey, { token, action, paramsSource }))
    throw new MerchantError('badDigest');
}
