// The keys that Tencent's calls and ours are signed with: added, rotated without an interruption, disabled.
import { randomBytes } from 'node:crypto';
import type { SignatureScheme } from '../../shared/sp/signature.ts';
import { type Credential, isActive } from '../domain/tenant.ts';
import { secretPlace } from '../store/directory.ts';
import { ConstraintViolation } from '../store/errors.ts';
import { endCredential, insertCredential, listCredentials } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

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
    apiKey: wanted.apiKey ?? randomText(15).toUpperCase(),
    tenantId: wanted.tenantId,
    secret: wanted.secret ?? randomText(24),
    scheme: wanted.scheme ?? 'md5-suffix',
    activeFromAt: now,
    activeUntilAt: undefined,
  };
  const { secret, ...open } = credential;
  const sealed = { ...open, secretSealed: deps.seal.seal(secret, secretPlace(credential.apiKey)) };
  try {
    await deps.database.transaction((tx) => insertCredential(tx, sealed, now));
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error;
    throw new Refusal('exists', `api_key ${credential.apiKey} exists already`);
  }
  await deps.directory.refresh();
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
  const scheme = replacement.scheme ?? old.scheme;
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
  const found = (await listCredentials(deps.database.read)).find(
    (credential) => credential.apiKey === apiKey,
  );
  if (found === undefined) throw new Refusal('notFound', `there is no credential ${apiKey}`);
  const credential = { ...found, secret: '', scheme: found.scheme as SignatureScheme };
  if (!isActive(credential, deps.now()))
    throw new Refusal('stateForbids', `credential ${apiKey} is not active`);
  return credential;
}

async function end(deps: UseCaseDeps, apiKey: string, untilAt: number): Promise<void> {
  await deps.database.transaction((tx) => endCredential(tx, apiKey, untilAt));
  await deps.directory.refresh();
}

const randomText = (bytes: number): string => randomBytes(bytes).toString('hex');
