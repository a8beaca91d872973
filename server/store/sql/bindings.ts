// Who an openpid is, and which openpid a user is: the two ends of a binding, always written together.
import { bucketOf } from '../../domain/bucket.ts';
import type { Binding } from '../../domain/plugin-identity.ts';
import { allChanged, first, type Session } from '../database.ts';

interface BindingRow {
  host_app_id: string;
  openpid: string;
  tenant_id: string;
  app_channel_id: number;
  user_code: string;
  bound_at: number;
}

const columns = 'host_app_id, openpid, tenant_id, app_channel_id, user_code, bound_at';

export async function findBindingOfOpenpid(
  session: Session,
  { hostAppId, openpid }: Pick<Binding, 'hostAppId' | 'openpid'>,
  buckets: number,
): Promise<Binding | undefined> {
  const sql = `SELECT ${columns} FROM openpid_binding WHERE bucket = ? AND host_app_id = ? AND openpid = ?`;
  const row = await first<BindingRow>(session, sql, [bucketOf(openpid, buckets), hostAppId, openpid]);
  return row && bindingFromRow(row);
}

export async function findBindingOfUser(
  session: Session,
  { tenantId, appChannelId, userCode, hostAppId }: Omit<Binding, 'openpid' | 'boundAt'>,
  buckets: number,
): Promise<Binding | undefined> {
  const sql = `SELECT ${columns} FROM user_binding
    WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ? AND host_app_id = ?`;
  const place = [bucketOf(userCode, buckets), tenantId, appChannelId, userCode, hostAppId];
  const row = await first<BindingRow>(session, sql, place);
  return row && bindingFromRow(row);
}

/** @throws ConstraintViolation (unique) when either end was bound meanwhile */
export async function insertBinding(tx: Session, binding: Binding, buckets: number): Promise<void> {
  const { hostAppId, openpid, tenantId, appChannelId, userCode, boundAt } = binding;
  const values = [hostAppId, openpid, tenantId, appChannelId, userCode, boundAt];
  await tx.run(`INSERT INTO openpid_binding (bucket, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
    bucketOf(openpid, buckets),
    ...values,
  ]);
  await tx.run(`INSERT INTO user_binding (bucket, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
    bucketOf(userCode, buckets),
    ...values,
  ]);
}

/** Both its ends. */
export async function deleteBinding(tx: Session, binding: Binding, buckets: number): Promise<void> {
  const { hostAppId, openpid, tenantId, appChannelId, userCode } = binding;
  await tx.run('DELETE FROM openpid_binding WHERE bucket = ? AND host_app_id = ? AND openpid = ?', [
    bucketOf(openpid, buckets),
    hostAppId,
    openpid,
  ]);
  await tx.run(
    'DELETE FROM user_binding WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ? AND host_app_id = ?',
    [bucketOf(userCode, buckets), tenantId, appChannelId, userCode, hostAppId],
  );
}

/**
 * All of a user's, on whichever host: exactly the rows that say so, since an openpid may have been bound to somebody else meanwhile.
 * @returns how many there were
 */
export async function deleteBindingsOfUser(
  tx: Session,
  { tenantId, appChannelId, userCode }: Pick<Binding, 'tenantId' | 'appChannelId' | 'userCode'>,
  buckets: number,
): Promise<number> {
  const user = [tenantId, appChannelId, userCode];
  const isTheirs =
    'tenant_id = ? AND app_channel_id = ? AND user_code = ? AND host_app_id = ? AND openpid = ?';
  const bound = await tx.all<BindingRow>(
    `SELECT ${columns} FROM user_binding WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ? AND user_code = ?`,
    [bucketOf(userCode, buckets), ...user],
  );
  await tx.runEach(
    `DELETE FROM openpid_binding WHERE bucket = ? AND ${isTheirs}`,
    bound.map(({ host_app_id, openpid }) => [bucketOf(openpid, buckets), ...user, host_app_id, openpid]),
  );
  const deleted = await tx.runEach(
    `DELETE FROM user_binding WHERE bucket = ? AND ${isTheirs}`,
    bound.map(({ host_app_id, openpid }) => [bucketOf(userCode, buckets), ...user, host_app_id, openpid]),
  );
  return allChanged(deleted);
}

function bindingFromRow(row: BindingRow): Binding {
  return {
    hostAppId: row.host_app_id,
    openpid: row.openpid,
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    userCode: row.user_code,
    boundAt: row.bound_at,
  };
}
