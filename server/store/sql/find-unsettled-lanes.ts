// Which lanes still have something under way: unfinished events, or an attempt that may yet be applied late.
import type { Session } from '../database.ts';
import { type LaneKey, laneKey } from './enqueue-events.ts';

/** @returns the keys (`laneKey`) of those lanes for which the peer may still receive, or apply, an older state. */
export async function findUnsettledLanes(tx: Session, lanes: readonly LaneKey[]): Promise<Set<string>> {
  const sql = `SELECT 1 AS found FROM delivery_lane
    WHERE bucket = ? AND tenant_id = ? AND lane_id = ? AND (pending > 0 OR ambiguous = 1)`;
  const rows = await tx.allEach(
    sql,
    lanes.map(({ bucket, tenantId, laneId }) => [bucket, tenantId, laneId]),
  );
  return new Set(lanes.filter((_, index) => (rows[index]?.length ?? 0) > 0).map(laneKey));
}
