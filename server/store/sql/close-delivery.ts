// Closes an unfinished event with a reason: it is never delivered (again), and its lane goes on without it.
import { first, type Session } from '../database.ts';
import { finishHead, type Lane } from '../lane.ts';
import { laneHeads } from './lane-heads.ts';
import { lockLanes } from './lock-lanes.ts';
import { saveLanes } from './save-lanes.ts';

export interface CloseRequest {
  readonly buckets: number;
  readonly eventId: string;
  readonly reason: string;
  readonly now: number;
  /** How late a call may still be applied (the delivery's own setting). */
  readonly settleMs: number;
}

interface FoundRow {
  bucket: number;
  tenant_id: string;
  lane_id: string;
}

export async function closeDelivery(
  tx: Session,
  request: CloseRequest,
): Promise<'closed' | 'not-found' | 'finished'> {
  const found = await findEvent(tx, request);
  if (found === undefined) return 'not-found';
  const [lane] = await lockLanes(tx, [
    { bucket: found.bucket, tenantId: found.tenant_id, laneId: found.lane_id },
  ]);
  if (lane === undefined) return 'not-found';
  const [head] = await laneHeads(tx, [lane]);
  const closed = await tx.run(
    `UPDATE outbox_event SET state = 'closed', finished_at = ?, note = ? WHERE bucket = ? AND event_id = ? AND state IN ('pending', 'dead')`,
    [request.now, request.reason, found.bucket, request.eventId],
  );
  if (closed === 0) return 'finished';
  const isHead = head?.eventId === request.eventId;
  await saveLanes(tx, [{ before: lane, after: isHead ? withoutHead(lane, request) : oneLess(lane) }]);
  return 'closed';
}

async function findEvent(tx: Session, { buckets, eventId }: CloseRequest): Promise<FoundRow | undefined> {
  const list = Array.from({ length: buckets }, (_, bucket) => bucket).join();
  const sql = `SELECT bucket, tenant_id, lane_id FROM outbox_event WHERE bucket IN (${list}) AND event_id = ?`;
  return first<FoundRow>(tx, sql, [eventId]);
}

const oneLess = (lane: Lane): Lane => ({ ...lane, pending: lane.pending - 1 });

function withoutHead(lane: Lane, { now, settleMs }: CloseRequest): Lane {
  // Still waiting for its stock: nothing was called.
  if (lane.waitsForStock) return oneLess(lane);
  const settleAt = now + settleMs;
  if (lane.leaseOwner === undefined) return finishHead(lane, { now, settleAt, keepUntilAt: undefined });
  // It may be on its way right now. The next fence keeps its outcome out; the rest waits until the lease would have ended.
  const mayBeApplied = { ...lane, ambiguous: true, fence: lane.fence + 1 };
  const after = finishHead(mayBeApplied, { now, settleAt, keepUntilAt: lane.readyAt });
  return { ...after, leaseOwner: undefined, unreachable: false };
}
