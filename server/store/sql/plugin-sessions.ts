// Sessions of people in the plugin, by the hash of their token.
import { bucketOf } from '../../domain/bucket.ts';
import { allChanged, first, type Session } from '../database.ts';

export interface PluginSession {
  readonly tokenHash: string;
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
  readonly hostAppId: string;
  /** Of the binding that it was opened by; it ends with that. undefined: opened when this was not written down. */
  readonly boundAt: number | undefined;
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
    bound_at: number | null;
    expires_at: number;
  }>(
    session,
    'SELECT tenant_id, app_channel_id, user_code, host_app_id, bound_at, expires_at FROM plugin_session WHERE bucket = ? AND token_hash = ?',
    [bucketOf(tokenHash, buckets), tokenHash],
  );
  return (
    row && {
      tokenHash,
      tenantId: row.tenant_id,
      appChannelId: row.app_channel_id,
      userCode: row.user_code,
      hostAppId: row.host_app_id,
      boundAt: row.bound_at ?? undefined,
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
    `INSERT INTO plugin_session (bucket, token_hash, tenant_id, app_channel_id, user_code, host_app_id, bound_at, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      bucketOf(session.tokenHash, buckets),
      session.tokenHash,
      session.tenantId,
      session.appChannelId,
      session.userCode,
      session.hostAppId,
      session.boundAt ?? null,
      now,
      session.expiresAt,
    ],
  );
}

/**
 * A user's. It reads the whole table, where a session lies in the bucket of its token: not for a transaction
 * that others wait for.
 * @returns the hashes of their tokens
 */
export async function findSessionsOfUser(
  session: Session,
  { tenantId, appChannelId, userCode }: Pick<PluginSession, 'tenantId' | 'appChannelId' | 'userCode'>,
  buckets: number,
): Promise<string[]> {
  const rows = await session.allEach<{ token_hash: string }>(
    `SELECT token_hash FROM plugin_session
     WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ?`,
    Array.from({ length: buckets }, (_, bucket) => [bucket, tenantId, appChannelId, userCode]),
  );
  return rows.flat().map((row) => row.token_hash);
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
