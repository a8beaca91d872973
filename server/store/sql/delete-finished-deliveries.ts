// Retention: finished events go after a while, with their attempts, and with lanes that have nothing else.
// Pending events and dead letters are never deleted.
import type { Session } from '../database.ts';

export interface Retention {
  readonly bucket: number;
  /** What was finished before this goes. */
  readonly before: number;
  readonly limit: number;
}

interface FinishedRow {
  event_id: string;
  tenant_id: string;
  lane_id: string;
}

/** @returns how many events were deleted; as many as `limit` means that there may be more. */
export async function deleteFinishedDeliveries(tx: Session, retention: Retention): Promise<number> {
  const { bucket, before, limit } = retention;
  const events = await tx.all<FinishedRow>(
    'SELECT event_id, tenant_id, lane_id FROM outbox_event WHERE bucket = ? AND finished_at IS NOT NULL AND finished_at < ? ORDER BY finished_at LIMIT ?',
    [bucket, before, limit],
  );
  const keys = events.map((event) => [bucket, event.event_id]);
  await tx.runEach('DELETE FROM delivery_attempt WHERE bucket = ? AND event_id = ?', keys);
  await tx.runEach('DELETE FROM outbox_event WHERE bucket = ? AND event_id = ?', keys);
  // Its clock may be forgotten with it: whatever event comes next is later than `before` anyway.
  const lanes = new Map(events.map((event) => [`${event.tenant_id}\n${event.lane_id}`, event]));
  await tx.runEach(
    `DELETE FROM delivery_lane WHERE bucket = ? AND tenant_id = ? AND lane_id = ?
       AND pending = 0 AND ambiguous = 0 AND ready_at IS NULL AND last_event_at < ?`,
    [...lanes.values()].map((event) => [bucket, event.tenant_id, event.lane_id, before]),
  );
  return events.length;
}
