// The keys that Tencent's calls and ours are signed with: added, rotated without an interruption, disabled.
import type { SignatureScheme } from '../../shared/sp/signature.ts';
import type { Credential } from '../domain/tenant.ts';
import { secretPlace } from '../store/directory-contents.ts';
import { endCredential, insertCredential, listCredentials } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';
import { addKey, changeKeys, randomHex, refuseUnlessActive } from './key.ts';

export interface CredentialDeps extends UseCaseDeps {
  readonly seal: { seal(plain: string, place: string): string };
}

export interface NewCredential {
  readonly tenantId: string;
  /** Made up when left out; so is the secret. */
  readonly apiKey?: string | undefined;
  readonly secret?: string | undefined;
  readonly scheme?: SignatureScheme | undefined;
}

/** @throws Refusal when the api_key is taken */
export async function addCredential(deps: CredentialDeps, wanted: NewCredential): Promise<Credential> {
  const now = deps.now();
  const credential: Credential = {
    apiKey: wanted.apiKey ?? randomHex(15).toUpperCase(),
    tenantId: wanted.tenantId,
    secret: wanted.secret ?? randomHex(24),
    scheme: wanted.scheme ?? 'md5-suffix',
    activeFromAt: now,
    activeUntilAt: undefined,
  };
  const { secret, ...open } = credential;
  const sealed = { ...open, secretSealed: deps.seal.seal(secret, secretPlace(credential.apiKey)) };
  await addKey(deps, `api_key ${credential.apiKey}`, (tx) => insertCredential(tx, sealed, now));
  return credential;
}

/**
 * Adds a new credential beside an old one, which stays good for `overlapMs` more.
 * @throws Refusal when there is no such active credential
 */
export async function rotateCredential(
  deps: CredentialDeps,
  apiKey: string,
  overlapMs: number,
  replacement: Omit<NewCredential, 'tenantId'> = {},
): Promise<Credential> {
  const old = await activeCredential(deps, apiKey);
  const scheme = replacement.scheme ?? (old.scheme as SignatureScheme);
  const added = await addCredential(deps, { ...replacement, scheme, tenantId: old.tenantId });
  await end(deps, apiKey, deps.now() + overlapMs);
  return added;
}

/** From now on the credential is unknown. @throws Refusal when there is no such active credential */
export async function disableCredential(deps: UseCaseDeps, apiKey: string): Promise<void> {
  await activeCredential(deps, apiKey);
  await end(deps, apiKey, deps.now());
}

async function activeCredential(deps: UseCaseDeps, apiKey: string) {
  const all = await listCredentials(deps.database.read);
  const found = all.find((credential) => credential.apiKey === apiKey);
  return refuseUnlessActive(found, `credential ${apiKey}`, deps.now());
}

function end(deps: UseCaseDeps, apiKey: string, untilAt: number): Promise<void> {
  return changeKeys(deps, (tx) => endCredential(tx, apiKey, untilAt));
}
