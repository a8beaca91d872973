// The circuits that are open, one a channel, shared by all processes.
import type { Session } from '../database.ts';

export interface ChannelKey {
  readonly tenantId: string;
  readonly appChannelId: number;
}

export interface Circuit extends ChannelKey {
  readonly cause: 'configuration' | 'unreachable';
  /** From then on one lane may probe the channel. */
  readonly openUntilAt: number;
  readonly openedAt: number;
  /** How many times in a row it opened: 1, and one more for each probe that failed. */
  readonly opens: number;
  readonly reason: string;
}

interface CircuitRow {
  tenant_id: string;
  app_channel_id: number;
  cause: Circuit['cause'];
  open_until_at: number;
  opened_at: number;
  opens: number;
  reason: string;
}

export async function listCircuits(session: Session): Promise<Circuit[]> {
  const rows = await session.all<CircuitRow>(
    'SELECT tenant_id, app_channel_id, cause, open_until_at, opened_at, opens, reason FROM circuit ORDER BY tenant_id, app_channel_id',
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    cause: row.cause,
    openUntilAt: row.open_until_at,
    openedAt: row.opened_at,
    opens: row.opens,
    reason: row.reason,
  }));
}

export async function openCircuit(tx: Session, circuit: Circuit): Promise<void> {
  await tx.run(
    `INSERT INTO circuit (tenant_id, app_channel_id, cause, open_until_at, opened_at, opens, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (tenant_id, app_channel_id) DO UPDATE SET cause = excluded.cause, open_until_at = excluded.open_until_at,
       opened_at = excluded.opened_at, opens = excluded.opens, reason = excluded.reason`,
    [
      circuit.tenantId,
      circuit.appChannelId,
      circuit.cause,
      circuit.openUntilAt,
      circuit.openedAt,
      circuit.opens,
      circuit.reason,
    ],
  );
}

/** Takes the right to probe: whoever gets it keeps all others out until `untilAt`. */
export async function claimProbe(
  tx: Session,
  channel: ChannelKey,
  now: number,
  untilAt: number,
): Promise<boolean> {
  const sql =
    'UPDATE circuit SET open_until_at = ? WHERE tenant_id = ? AND app_channel_id = ? AND open_until_at <= ?';
  return (await tx.run(sql, [untilAt, channel.tenantId, channel.appChannelId, now])) === 1;
}

/**
 * Closes a circuit, and lets the lanes that could not reach the peer go at once, whatever their next try was.
 * @returns whether it was open.
 */
export async function closeCircuit(
  tx: Session,
  channel: ChannelKey,
  now: number,
  buckets: number,
): Promise<boolean> {
  const { tenantId, appChannelId } = channel;
  const sql = 'DELETE FROM circuit WHERE tenant_id = ? AND app_channel_id = ?';
  if ((await tx.run(sql, [tenantId, appChannelId])) === 0) return false;
  // A lane that somebody holds must keep its time: that is where its lease ends.
  await tx.runEach(
    `UPDATE delivery_lane SET ready_at = ? WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ?
       AND unreachable = 1 AND lease_owner IS NULL AND ready_at > ?`,
    Array.from({ length: buckets }, (_, bucket) => [now, bucket, tenantId, appChannelId, now]),
  );
  return true;
}
