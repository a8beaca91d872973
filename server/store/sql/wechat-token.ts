// The access token of each WeChat app, sealed, with the lease of whoever asks for a new one.
import { first, type Session } from '../database.ts';

export interface WechatTokenRow {
  readonly tokenSealed: string | undefined;
  readonly expiresAt: number;
  readonly forcedAt: number;
  readonly leaseUntilAt: number;
}

/** Nobody else changes it until the transaction ends; it is there from now on. */
export async function lockWechatToken(tx: Session, appId: string): Promise<WechatTokenRow> {
  await tx.run(
    `INSERT INTO wechat_token (app_id, token_sealed, expires_at, refreshed_at, forced_at, lease_owner, lease_until_at)
     VALUES (?, NULL, 0, 0, 0, NULL, 0) ON CONFLICT (app_id) DO NOTHING`,
    [appId],
  );
  const row = await first<{
    token_sealed: string | null;
    expires_at: number;
    forced_at: number;
    lease_until_at: number;
  }>(
    tx,
    `SELECT token_sealed, expires_at, forced_at, lease_until_at FROM wechat_token WHERE app_id = ? ${tx.dialect.forUpdate}`,
    [appId],
  );
  return {
    tokenSealed: row?.token_sealed ?? undefined,
    expiresAt: row?.expires_at ?? 0,
    forcedAt: row?.forced_at ?? 0,
    leaseUntilAt: row?.lease_until_at ?? 0,
  };
}

export async function leaseWechatToken(
  tx: Session,
  appId: string,
  owner: string,
  untilAt: number,
): Promise<void> {
  await tx.run('UPDATE wechat_token SET lease_owner = ?, lease_until_at = ? WHERE app_id = ?', [
    owner,
    untilAt,
    appId,
  ]);
}

export interface NewWechatToken {
  readonly tokenSealed: string;
  readonly expiresAt: number;
  readonly at: number;
  readonly forced: boolean;
}

/** Ends the lease, too. Without effect for whoever has lost it: the one who took it over knows better. */
export async function saveWechatToken(
  tx: Session,
  appId: string,
  owner: string,
  { tokenSealed, expiresAt, at, forced }: NewWechatToken,
): Promise<void> {
  await tx.run(
    `UPDATE wechat_token SET token_sealed = ?, expires_at = ?, refreshed_at = ?, forced_at = CASE WHEN ? = 1 THEN ? ELSE forced_at END,
       lease_owner = NULL, lease_until_at = 0 WHERE app_id = ? AND lease_owner = ?`,
    [tokenSealed, expiresAt, at, forced ? 1 : 0, at, appId, owner],
  );
}

export async function releaseWechatToken(tx: Session, appId: string, owner: string): Promise<void> {
  await tx.run(
    'UPDATE wechat_token SET lease_owner = NULL, lease_until_at = 0 WHERE app_id = ? AND lease_owner = ?',
    [appId, owner],
  );
}
