// Puts events into the outbox, in the transaction that changes what they tell. Within a lane their times strictly increase.
import type { OutboxMessage } from '../../domain/events.ts';
import type { Session } from '../database.ts';

export interface LaneKey {
  readonly bucket: number;
  readonly tenantId: string;
  readonly laneId: string;
}

/** Whoever locks several lanes locks them in this order, so that no two hold what the other waits for. */
export const byLane = (a: LaneKey, b: LaneKey): number => (laneKey(a) < laneKey(b) ? -1 : 1);

export const laneKey = (of: LaneKey): string => `${of.bucket}\n${of.tenantId}\n${of.laneId}`;

const laneClock =
  'SELECT last_event_at FROM delivery_lane WHERE bucket = ? AND tenant_id = ? AND lane_id = ?';

// A lane that has unfinished events keeps its ready_at: its head is being delivered, or waits for its next try.
const upsertLane = `INSERT INTO delivery_lane (bucket, tenant_id, lane_id, app_channel_id, stock_id, coupon_id, pending, waits_for_stock,
    blocked, ambiguous, unreachable, last_event_at, ready_at, lease_owner, fence)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, NULL, 0)
  ON CONFLICT (bucket, tenant_id, lane_id) DO UPDATE SET
    pending = delivery_lane.pending + excluded.pending,
    last_event_at = excluded.last_event_at,
    ready_at = CASE
      WHEN delivery_lane.pending > 0 OR delivery_lane.waits_for_stock = 1 OR delivery_lane.blocked = 1 THEN delivery_lane.ready_at
      ELSE excluded.ready_at END`;

const insertEvent = `INSERT INTO outbox_event (bucket, event_id, tenant_id, lane_id, app_channel_id, interface, payload, settles,
    event_at, created_at, state, attempts, tries)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, 0)`;

export interface EnqueueOptions {
  readonly now: number;
  readonly nextEventId: () => string;
  /** The events repeat a lane's latest state after an ambiguous attempt, rather than tell a change. */
  readonly settles?: boolean;
}

/** Messages of one lane stand in the order in which they happened. */
export async function enqueueEvents(
  tx: Session,
  messages: readonly OutboxMessage[],
  options: EnqueueOptions,
): Promise<void> {
  if (messages.length === 0) return;
  const { now, nextEventId, settles = false } = options;
  const times = await eventTimes(tx, messages, now);
  await tx.runEach(
    upsertLane,
    perLane(messages, times).map(({ message, events, lastAt }) => [
      message.bucket,
      message.tenantId,
      message.laneId,
      message.appChannelId,
      message.stockId,
      message.couponId ?? null,
      events,
      message.waitsForStock ? 1 : 0,
      lastAt,
      message.waitsForStock ? null : now,
    ]),
  );
  await tx.runEach(
    insertEvent,
    messages.map((message, index) => [
      message.bucket,
      nextEventId(),
      message.tenantId,
      message.laneId,
      message.appChannelId,
      message.interface,
      JSON.stringify(message.body),
      settles ? 1 : 0,
      times[index] ?? now,
      now,
    ]),
  );
}

interface LaneEvents {
  /** The first of them: they are alike in what the lane keeps. */
  readonly message: OutboxMessage;
  events: number;
  lastAt: number;
}

/** A row is written once, however many events of its lane there are. */
function perLane(messages: readonly OutboxMessage[], times: readonly number[]): LaneEvents[] {
  const lanes = new Map<string, LaneEvents>();
  for (const [index, message] of messages.entries()) {
    const key = laneKey(message);
    const lane = lanes.get(key) ?? { message, events: 0, lastAt: 0 };
    lane.events += 1;
    lane.lastAt = times[index] ?? lane.lastAt;
    lanes.set(key, lane);
  }
  return [...lanes.values()];
}

/** max(now, last + 1 ms) for each message, in order (sp §7). */
async function eventTimes(tx: Session, messages: readonly OutboxMessage[], now: number): Promise<number[]> {
  const lanes = [...new Map(messages.map((message) => [laneKey(message), message])).values()].sort(byLane);
  const rows = await tx.allEach<{ last_event_at: number }>(
    `${laneClock} ${tx.dialect.forUpdate}`,
    lanes.map(({ bucket, tenantId, laneId }) => [bucket, tenantId, laneId]),
  );
  const last = new Map(lanes.map((lane, index) => [laneKey(lane), rows[index]?.[0]?.last_event_at ?? 0]));
  return messages.map((message) => {
    const key = laneKey(message);
    const at = Math.max(now, (last.get(key) ?? 0) + 1);
    last.set(key, at);
    return at;
  });
}
