// Lanes for whoever wants to change them: by their keys, those that are ready, or one to probe a channel with.
import type { Session } from '../database.ts';
import type { Lane } from '../lane.ts';
import { type LaneRow, laneColumns, laneFromRow } from '../rows/lane.ts';
import { byLane, type LaneKey, laneKey } from './enqueue-events.ts';

/** Where a channel's lanes are looked for. */
export interface ChannelLanes {
  readonly bucket: number;
  readonly tenantId: string;
  readonly appChannelId: number;
}

const ofChannel = `SELECT ${laneColumns} FROM delivery_lane WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ?`;

/** One for each key, in their order; undefined where there is no such lane. */
export async function lockLanes(tx: Session, keys: readonly LaneKey[]): Promise<(Lane | undefined)[]> {
  const sql = `SELECT ${laneColumns} FROM delivery_lane WHERE bucket = ? AND tenant_id = ? AND lane_id = ? ${tx.dialect.forUpdate}`;
  const inOrder = [...keys].sort(byLane);
  const rows = await tx.allEach<LaneRow>(
    sql,
    inOrder.map(({ bucket, tenantId, laneId }) => [bucket, tenantId, laneId]),
  );
  const lanes = new Map(
    rows
      .flat()
      .map(laneFromRow)
      .map((lane) => [laneKey(lane), lane]),
  );
  return keys.map((key) => lanes.get(laneKey(key)));
}

/** Those whose time has come, the longest waiting first. Lanes that another process is just taking are left to it. */
export async function lockReadyLanes(
  tx: Session,
  channel: ChannelLanes,
  now: number,
  limit: number,
): Promise<Lane[]> {
  const sql = `${ofChannel} AND ready_at <= ? ORDER BY ready_at LIMIT ? ${tx.dialect.forUpdate} ${tx.dialect.skipLocked}`;
  const rows = await tx.all<LaneRow>(sql, [...channelValues(channel), now, limit]);
  return rows.map(laneFromRow);
}

/** A lane that could not reach the peer and waits for its next try, although its time has not come. */
export async function lockUnreachableLane(tx: Session, channel: ChannelLanes): Promise<Lane | undefined> {
  const sql = `${ofChannel} AND unreachable = 1 AND lease_owner IS NULL AND ready_at IS NOT NULL ORDER BY ready_at LIMIT 1
    ${tx.dialect.forUpdate} ${tx.dialect.skipLocked}`;
  const [row] = await tx.all<LaneRow>(sql, channelValues(channel));
  return row && laneFromRow(row);
}

const channelValues = ({ bucket, tenantId, appChannelId }: ChannelLanes) => [bucket, tenantId, appChannelId];
