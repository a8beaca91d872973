// Writes lanes that were read under a lock. The fence they were read with must still be theirs.
import type { Session } from '../database.ts';
import type { Lane } from '../lane.ts';
import { laneStateValues } from '../rows/lane.ts';

export interface LaneChange {
  readonly before: Lane;
  readonly after: Lane;
}

const updateLane = `UPDATE delivery_lane SET pending = ?, blocked = ?, ambiguous = ?, unreachable = ?, ready_at = ?, lease_owner = ?, fence = ?
  WHERE bucket = ? AND tenant_id = ? AND lane_id = ? AND fence = ?`;

/** @throws Error when a lane was leased by somebody else meanwhile: the caller did not hold its lock. */
export async function saveLanes(tx: Session, changes: readonly LaneChange[]): Promise<void> {
  const changed = await tx.runEach(
    updateLane,
    changes.map(({ before, after }) => [
      ...laneStateValues(after),
      before.bucket,
      before.tenantId,
      before.laneId,
      before.fence,
    ]),
  );
  if (changed.some((rows) => rows !== 1)) throw new Error('a lane was leased by somebody else meanwhile');
}

/** Gives leases back that were not used: nothing was called, so nothing is ambiguous. Lost ones are left alone. */
export async function releaseLeases(tx: Session, lanes: readonly Lane[], now: number): Promise<void> {
  await tx.runEach(
    'UPDATE delivery_lane SET ready_at = ?, lease_owner = NULL WHERE bucket = ? AND tenant_id = ? AND lane_id = ? AND fence = ?',
    lanes.map(({ bucket, tenantId, laneId, fence }) => [now, bucket, tenantId, laneId, fence]),
  );
}
