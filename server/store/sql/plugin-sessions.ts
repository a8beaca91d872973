// Sessions of people in the plugin, by the hash of their token.
import { bucketOf } from '../../domain/bucket.ts';
import { allChanged, first, type Session } from '../database.ts';

export interface PluginSession {
  readonly tokenHash: string;
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
  readonly hostAppId: string;
  readonly expiresAt: number;
}

export async function findPluginSession(
  session: Session,
  tokenHash: string,
  buckets: number,
): Promise<PluginSession | undefined> {
  const row = await first<{
    tenant_id: string;
    app_channel_id: number;
    user_code: string;
    host_app_id: string;
    expires_at: number;
  }>(
    session,
    'SELECT tenant_id, app_channel_id, user_code, host_app_id, expires_at FROM plugin_session WHERE bucket = ? AND token_hash = ?',
    [bucketOf(tokenHash, buckets), tokenHash],
  );
  return (
    row && {
      tokenHash,
      tenantId: row.tenant_id,
      appChannelId: row.app_channel_id,
      userCode: row.user_code,
      hostAppId: row.host_app_id,
      expiresAt: row.expires_at,
    }
  );
}

export async function insertPluginSession(
  tx: Session,
  session: PluginSession,
  now: number,
  buckets: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO plugin_session (bucket, token_hash, tenant_id, app_channel_id, user_code, host_app_id, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      bucketOf(session.tokenHash, buckets),
      session.tokenHash,
      session.tenantId,
      session.appChannelId,
      session.userCode,
      session.hostAppId,
      now,
      session.expiresAt,
    ],
  );
}

export type SessionOfUser = Pick<PluginSession, 'tokenHash' | 'hostAppId'>;

/** A user's. It reads the whole table, where a session lies in the bucket of its token: not for a transaction that others wait for. */
export async function findSessionsOfUser(
  session: Session,
  { tenantId, appChannelId, userCode }: Pick<PluginSession, 'tenantId' | 'appChannelId' | 'userCode'>,
  buckets: number,
): Promise<SessionOfUser[]> {
  const rows = await session.allEach<{ token_hash: string; host_app_id: string }>(
    `SELECT token_hash, host_app_id FROM plugin_session
     WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ?`,
    Array.from({ length: buckets }, (_, bucket) => [bucket, tenantId, appChannelId, userCode]),
  );
  return rows.flat().map((row) => ({ tokenHash: row.token_hash, hostAppId: row.host_app_id }));
}

/** @returns how many there were */
export async function endPluginSessions(
  tx: Session,
  tokenHashes: readonly string[],
  buckets: number,
): Promise<number> {
  return allChanged(
    await tx.runEach(
      'DELETE FROM plugin_session WHERE bucket = ? AND token_hash = ?',
      tokenHashes.map((hash) => [bucketOf(hash, buckets), hash]),
    ),
  );
}

/** @returns how many were deleted */
export function deletePluginSessions(tx: Session, bucket: number, expiredBefore: number): Promise<number> {
  return tx.run('DELETE FROM plugin_session WHERE bucket = ? AND expires_at < ?', [bucket, expiredBefore]);
}
