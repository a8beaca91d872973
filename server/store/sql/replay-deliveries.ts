// Replays dead letters: they are tried again as if they were new, and their lanes go on.
import type { Session, SqlValue } from '../database.ts';
import { lockLanes } from './lock-lanes.ts';
import { saveLanes } from './save-lanes.ts';

/** Nothing but `limit`: all dead letters. */
export interface ReplayFilter {
  readonly eventId?: string;
  readonly tenantId?: string;
  readonly appChannelId?: number;
  /** The stock's own dead letters and those of its coupons. */
  readonly stockId?: string;
  readonly limit: number;
}

interface DeadRow {
  bucket: number;
  event_id: string;
  tenant_id: string;
  lane_id: string;
}

/** @returns how many were replayed; as many as `limit` means that there may be more. */
export async function replayDeliveries(tx: Session, filter: ReplayFilter, now: number): Promise<number> {
  const dead = await findDead(tx, filter);
  await tx.runEach(
    `UPDATE outbox_event SET state = 'pending', tries = 0, refusals = 0, first_try_at = NULL, note = NULL
     WHERE bucket = ? AND event_id = ? AND state = 'dead'`,
    dead.map((row) => [row.bucket, row.event_id]),
  );
  const lanes = await lockLanes(
    tx,
    dead.map((row) => ({ bucket: row.bucket, tenantId: row.tenant_id, laneId: row.lane_id })),
  );
  const blocked = lanes.flatMap((lane) => (lane?.blocked ? [lane] : []));
  await saveLanes(
    tx,
    blocked.map((lane) => ({ before: lane, after: { ...lane, blocked: false, readyAt: now } })),
  );
  return dead.length;
}

async function findDead(tx: Session, filter: ReplayFilter): Promise<DeadRow[]> {
  // The second condition is the index's own; beside a literal state, SQLite would not recognise it.
  const conditions = ['event.state = ?', "event.state IN ('pending', 'dead')"];
  const values: SqlValue[] = ['dead'];
  const compare = (column: string, value: SqlValue | undefined) => {
    if (value === undefined) return;
    conditions.push(`${column} = ?`);
    values.push(value);
  };
  compare('event.event_id', filter.eventId);
  compare('event.tenant_id', filter.tenantId);
  compare('event.app_channel_id', filter.appChannelId);
  compare('lane.stock_id', filter.stockId);
  const sql = `SELECT event.bucket, event.event_id, event.tenant_id, event.lane_id FROM outbox_event event
    JOIN delivery_lane lane ON lane.bucket = event.bucket AND lane.tenant_id = event.tenant_id AND lane.lane_id = event.lane_id
    WHERE ${conditions.join(' AND ')} ORDER BY event.created_at, event.event_id LIMIT ?`;
  return tx.all<DeadRow>(sql, [...values, filter.limit]);
}
