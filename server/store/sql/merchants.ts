// Merchant accounts and their keys, as the operator set them. Keys come and go sealed.
import { accountPolicies, type MerchantAccount, type MerchantCredential } from '../../domain/merchant.ts';
import { first, type Session } from '../database.ts';
import { placeholders } from './placeholders.ts';
import { touchDirectory } from './tenants.ts';

export interface SealedMerchantCredential extends Omit<MerchantCredential, 'openKey'> {
  readonly keySealed: string;
}

interface AccountRow {
  tenant_id: string;
  account: string;
  policies: string;
}

interface CredentialRow {
  open_id: string;
  tenant_id: string;
  account: string;
  grant_code: string;
  key_sealed: string;
  allowed_ips: string;
  needs_digest: number;
  active_from_at: number;
  active_until_at: number | null;
}

const accountColumns = 'tenant_id, account, policies';
const credentialColumns =
  'open_id, tenant_id, account, grant_code, key_sealed, allowed_ips, needs_digest, active_from_at, active_until_at';

export async function listAccounts(session: Session): Promise<MerchantAccount[]> {
  const rows = await session.all<AccountRow>(
    `SELECT ${accountColumns} FROM merchant_account ORDER BY tenant_id, account`,
  );
  return rows.map(accountFromRow);
}

/** Adds the account unless it is there; then nobody else changes it until the transaction ends. @returns it as it is */
export async function addOrLockAccount(
  tx: Session,
  account: MerchantAccount,
  now: number,
): Promise<MerchantAccount> {
  const added = await tx.run(
    `INSERT INTO merchant_account (${accountColumns}, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (tenant_id, account) DO NOTHING`,
    [account.tenantId, account.account, JSON.stringify(account.policies), now, now],
  );
  if (added > 0) {
    await touchDirectory(tx);
    return account;
  }
  const row = await first<AccountRow>(
    tx,
    `SELECT ${accountColumns} FROM merchant_account WHERE tenant_id = ? AND account = ? ${tx.dialect.forUpdate}`,
    [account.tenantId, account.account],
  );
  return row === undefined ? account : accountFromRow(row);
}

/** Writes the policies of an account that is there. */
export async function saveAccount(
  tx: Session,
  { tenantId, account, policies }: MerchantAccount,
  now: number,
): Promise<void> {
  await tx.run(
    'UPDATE merchant_account SET policies = ?, updated_at = ? WHERE tenant_id = ? AND account = ?',
    [JSON.stringify(policies), now, tenantId, account],
  );
  await touchDirectory(tx);
}

export async function listMerchantCredentials(session: Session): Promise<SealedMerchantCredential[]> {
  const rows = await session.all<CredentialRow>(
    `SELECT ${credentialColumns} FROM merchant_credential ORDER BY created_at, open_id`,
  );
  return rows.map(credentialFromRow);
}

/** Nobody else ends the credential until the transaction does. */
export async function lockMerchantCredential(
  tx: Session,
  openId: string,
): Promise<SealedMerchantCredential | undefined> {
  const row = await first<CredentialRow>(
    tx,
    `SELECT ${credentialColumns} FROM merchant_credential WHERE open_id = ? ${tx.dialect.forUpdate}`,
    [openId],
  );
  return row && credentialFromRow(row);
}

/** @throws ConstraintViolation (unique) when the open_id is there already, whoever's it is. */
export async function insertMerchantCredential(
  tx: Session,
  credential: SealedMerchantCredential,
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO merchant_credential (${credentialColumns}, created_at) VALUES (${placeholders(credentialColumns)}, ?)`,
    [
      credential.openId,
      credential.tenantId,
      credential.account,
      credential.grantCode,
      credential.keySealed,
      JSON.stringify(credential.allowedIps),
      credential.needsDigest ? 1 : 0,
      credential.activeFromAt,
      credential.activeUntilAt ?? null,
      now,
    ],
  );
  await touchDirectory(tx);
}

/** Lets a credential end at a time; one that ends earlier already keeps its end. */
export async function endMerchantCredential(tx: Session, openId: string, untilAt: number): Promise<void> {
  await tx.run(
    'UPDATE merchant_credential SET active_until_at = ? WHERE open_id = ? AND (active_until_at IS NULL OR active_until_at > ?)',
    [untilAt, openId, untilAt],
  );
  await touchDirectory(tx);
}

function accountFromRow(row: AccountRow): MerchantAccount {
  return {
    tenantId: row.tenant_id,
    account: row.account,
    policies: accountPolicies.parse(JSON.parse(row.policies)),
  };
}

function credentialFromRow(row: CredentialRow): SealedMerchantCredential {
  return {
    openId: row.open_id,
    tenantId: row.tenant_id,
    account: row.account,
    grantCode: row.grant_code,
    keySealed: row.key_sealed,
    allowedIps: JSON.parse(row.allowed_ips) as string[],
    needsDigest: row.needs_digest === 1,
    activeFromAt: row.active_from_at,
    activeUntilAt: row.active_until_at ?? undefined,
  };
}
