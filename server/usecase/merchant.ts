// A merchant's accounts, and the keys that its tills sign with: added, rotated without an interruption, disabled.
import {
  type AccountPolicies,
  accountPolicies,
  type MerchantAccount,
  type MerchantCredential,
} from '../domain/merchant.ts';
import type { Session } from '../store/database.ts';
import { keyPlace } from '../store/directory-contents.ts';
import {
  addOrLockAccount,
  endMerchantCredential,
  insertMerchantCredential,
  lockMerchantCredential,
  type SealedMerchantCredential,
  saveAccount,
} from '../store/sql/merchants.ts';
import type { CredentialDeps } from './credential.ts';
import type { UseCaseDeps } from './deps.ts';
import { addKey, changeKeys, randomHex, randomLetters, refuseUnlessActive } from './key.ts';

export interface NewMerchantCredential {
  readonly tenantId: string;
  readonly account: string;
  /** Made up when left out; so are openKey and grantCode. */
  readonly openId?: string | undefined;
  readonly openKey?: string | undefined;
  readonly grantCode?: string | undefined;
  readonly allowedIps?: readonly string[] | undefined;
  readonly needsDigest?: boolean | undefined;
}

/** An account that is new gets the default policies. @throws Refusal when the open_id is taken */
export async function addMerchantCredential(
  deps: CredentialDeps,
  wanted: NewMerchantCredential,
): Promise<MerchantCredential> {
  const now = deps.now();
  const credential = newCredential(wanted, now);
  const sealed = sealedBy(deps, credential);
  await addKey(deps, `open_id ${credential.openId}`, async (tx) => {
    await addOrLockAccount(tx, defaultAccount(wanted), now);
    await insertMerchantCredential(tx, sealed, now);
  });
  return credential;
}

/**
 * A new credential for the same account, with the same restrictions, beside an old one, which stays good for `overlapMs` more.
 * @throws Refusal when there is no such active credential
 */
export async function rotateMerchantCredential(
  deps: CredentialDeps,
  openId: string,
  overlapMs: number,
): Promise<MerchantCredential> {
  const now = deps.now();
  return changeKeys(deps, async (tx) => {
    const old = await activeCredential(tx, openId, now);
    const { tenantId, account, allowedIps, needsDigest } = old;
    const credential = newCredential({ tenantId, account, allowedIps, needsDigest }, now);
    await insertMerchantCredential(tx, sealedBy(deps, credential), now);
    await endMerchantCredential(tx, openId, now + overlapMs);
    return credential;
  });
}

/** From now on the credential is unknown. @throws Refusal when there is no such active credential */
export async function disableMerchantCredential(deps: UseCaseDeps, openId: string): Promise<void> {
  const now = deps.now();
  await changeKeys(deps, async (tx) => {
    await activeCredential(tx, openId, now);
    await endMerchantCredential(tx, openId, now);
  });
}

export interface AccountChange {
  readonly tenantId: string;
  readonly account: string;
  readonly policies: Partial<AccountPolicies>;
}

/** Sets an account up, or changes those of its policies that are given. */
export function setAccount(deps: UseCaseDeps, change: AccountChange): Promise<MerchantAccount> {
  const now = deps.now();
  return changeKeys(deps, async (tx) => {
    const before = await addOrLockAccount(tx, defaultAccount(change), now);
    const after = { ...before, policies: accountPolicies.parse({ ...before.policies, ...change.policies }) };
    await saveAccount(tx, after, now);
    return after;
  });
}

function newCredential(wanted: NewMerchantCredential, now: number): MerchantCredential {
  return {
    openId: wanted.openId ?? randomHex(16),
    tenantId: wanted.tenantId,
    account: wanted.account,
    grantCode: wanted.grantCode ?? randomHex(5),
    openKey: wanted.openKey ?? randomLetters(50),
    allowedIps: wanted.allowedIps ?? [],
    needsDigest: wanted.needsDigest ?? false,
    activeFromAt: now,
    activeUntilAt: undefined,
  };
}

function sealedBy({ seal }: CredentialDeps, credential: MerchantCredential): SealedMerchantCredential {
  const { openKey, ...open } = credential;
  return { ...open, keySealed: seal.seal(openKey, keyPlace(open.openId)) };
}

const defaultAccount = ({ tenantId, account }: Omit<MerchantAccount, 'policies'>): MerchantAccount => ({
  tenantId,
  account,
  policies: accountPolicies.parse({}),
});

async function activeCredential(tx: Session, openId: string, now: number) {
  return refuseUnlessActive(await lockMerchantCredential(tx, openId), `merchant credential ${openId}`, now);
}
