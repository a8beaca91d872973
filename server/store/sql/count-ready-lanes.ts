// Whether a channel has anything to do: asked every few hundred milliseconds, so it takes no lock and reads one index.
import type { Session } from '../database.ts';
import type { ChannelLanes } from './lock-lanes.ts';

const ofChannel =
  'SELECT 1 AS found FROM delivery_lane WHERE bucket = ? AND tenant_id = ? AND app_channel_id = ?';

/** How many lanes of each channel are ready, counted no further than `limit`. */
export async function countReadyLanes(
  session: Session,
  channels: readonly ChannelLanes[],
  now: number,
  limit: number,
): Promise<number[]> {
  const sql = `SELECT COUNT(*) AS ready FROM (${ofChannel} AND ready_at <= ? LIMIT ?) AS those`;
  const rows = await session.allEach<{ ready: number }>(
    sql,
    channels.map(({ bucket, tenantId, appChannelId }) => [bucket, tenantId, appChannelId, now, limit]),
  );
  return rows.map(([row]) => Number(row?.ready ?? 0));
}

/** Whether there is a lane that may probe the channel: one that is ready, or one that waits because the peer was down. */
export async function hasProbeLane(session: Session, channel: ChannelLanes, now: number): Promise<boolean> {
  const { bucket, tenantId, appChannelId } = channel;
  const ready = await session.all(`${ofChannel} AND ready_at <= ? LIMIT 1`, [
    bucket,
    tenantId,
    appChannelId,
    now,
  ]);
  if (ready.length > 0) return true;
  const waiting = `${ofChannel} AND unreachable = 1 AND lease_owner IS NULL AND ready_at IS NOT NULL LIMIT 1`;
  return (await session.all(waiting, [bucket, tenantId, appChannelId])).length > 0;
}
