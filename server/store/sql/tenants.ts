// Tenants, channels and credentials, as the operator set them. Secrets come and go sealed.
import { type Channel, type ChannelPolicies, channelPolicies, type Tenant } from '../../domain/tenant.ts';
import { first, type Session } from '../database.ts';
import { readSetting } from './settings.ts';

export interface SealedCredential {
  readonly apiKey: string;
  readonly tenantId: string;
  readonly secretSealed: string;
  readonly scheme: string;
  readonly activeFromAt: number;
  readonly activeUntilAt: number | undefined;
}

interface ChannelRow {
  tenant_id: string;
  app_channel_id: number;
  app_id: string;
  callback_base: string | null;
  policies: string;
}

const channelColumns = 'tenant_id, app_channel_id, app_id, callback_base, policies';

interface CredentialRow {
  api_key: string;
  tenant_id: string;
  secret_sealed: string;
  scheme: string;
  active_from_at: number;
  active_until_at: number | null;
}

/** Changes whenever a tenant, channel, merchant account or credential does; every process watches it. */
export async function directoryVersion(session: Session): Promise<string> {
  return (await readSetting(session, 'directory-version')) ?? '0';
}

/** Written in the same transaction as the change that it announces; of two at once, each counts. */
export async function touchDirectory(tx: Session): Promise<void> {
  await tx.run(
    `INSERT INTO setting (name, value) VALUES ('directory-version', '1')
     ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)`,
  );
}

export async function listTenants(session: Session): Promise<Tenant[]> {
  const rows = await session.all<{
    tenant_id: string;
    name: string;
    unknown_channels: Tenant['unknownChannels'];
  }>('SELECT tenant_id, name, unknown_channels FROM tenant ORDER BY tenant_id');
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    name: row.name,
    unknownChannels: row.unknown_channels,
  }));
}

export async function saveTenant(tx: Session, tenant: Tenant, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO tenant (tenant_id, name, unknown_channels, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, unknown_channels = excluded.unknown_channels`,
    [tenant.tenantId, tenant.name, tenant.unknownChannels, now],
  );
  await touchDirectory(tx);
}

export async function listChannels(session: Session): Promise<Channel[]> {
  const rows = await session.all<ChannelRow>(
    `SELECT ${channelColumns} FROM channel ORDER BY tenant_id, app_channel_id`,
  );
  return rows.map(channelFromRow);
}

/** Nobody else changes the channel until the transaction ends. */
export async function lockChannel(
  tx: Session,
  tenantId: string,
  appChannelId: number,
): Promise<Channel | undefined> {
  const row = await first<ChannelRow>(
    tx,
    `SELECT ${channelColumns} FROM channel WHERE tenant_id = ? AND app_channel_id = ? ${tx.dialect.forUpdate}`,
    [tenantId, appChannelId],
  );
  return row && channelFromRow(row);
}

function channelFromRow(row: ChannelRow): Channel {
  return {
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    appId: row.app_id,
    callbackBase: row.callback_base ?? undefined,
    policies: channelPolicies.parse(JSON.parse(row.policies)) as ChannelPolicies,
  };
}

export async function saveChannel(tx: Session, channel: Channel, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO channel (tenant_id, app_channel_id, app_id, callback_base, policies, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant_id, app_channel_id) DO UPDATE SET app_id = excluded.app_id, callback_base = excluded.callback_base,
       policies = excluded.policies, updated_at = excluded.updated_at`,
    [
      channel.tenantId,
      channel.appChannelId,
      channel.appId,
      channel.callbackBase ?? null,
      JSON.stringify(channel.policies),
      now,
      now,
    ],
  );
  await touchDirectory(tx);
}

export async function listCredentials(session: Session): Promise<SealedCredential[]> {
  const rows = await session.all<CredentialRow>(
    'SELECT api_key, tenant_id, secret_sealed, scheme, active_from_at, active_until_at FROM credential ORDER BY created_at, api_key',
  );
  return rows.map((row) => ({
    apiKey: row.api_key,
    tenantId: row.tenant_id,
    secretSealed: row.secret_sealed,
    scheme: row.scheme,
    activeFromAt: row.active_from_at,
    activeUntilAt: row.active_until_at ?? undefined,
  }));
}

/** @throws ConstraintViolation (unique) when the api_key is there already, whoever's it is. */
export async function insertCredential(
  tx: Session,
  credential: SealedCredential,
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO credential (api_key, tenant_id, secret_sealed, scheme, active_from_at, active_until_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      credential.apiKey,
      credential.tenantId,
      credential.secretSealed,
      credential.scheme,
      credential.activeFromAt,
      credential.activeUntilAt ?? null,
      now,
    ],
  );
  await touchDirectory(tx);
}

/** Lets a credential end at a time; one that ends earlier already keeps its end. */
export async function endCredential(tx: Session, apiKey: string, untilAt: number): Promise<void> {
  await tx.run(
    'UPDATE credential SET active_until_at = ? WHERE api_key = ? AND (active_until_at IS NULL OR active_until_at > ?)',
    [untilAt, apiKey, untilAt],
  );
  await touchDirectory(tx);
}
