// What operators see of the outbox: events with their lanes and last attempts, and all attempts of one event.
import { couponLane } from '../../domain/events.ts';
import type { Session, SqlValue } from '../database.ts';
import {
  type Attempt,
  type AttemptRow,
  attemptFromRow,
  type DeliveryRow,
  type DeliveryState,
  type DeliveryView,
  deliveryFromRow,
  deliveryStates,
} from '../rows/delivery.ts';

export interface DeliveryFilter {
  /** In how many buckets to look. */
  readonly buckets: number;
  readonly states?: readonly DeliveryState[];
  readonly tenantId?: string;
  readonly appChannelId?: number;
  /** The stock's own events and those of its coupons. */
  readonly stockId?: string;
  /** Those of one coupon: its id alone would not tell where they are kept. */
  readonly coupon?: { readonly bucket: number; readonly tenantId: string; readonly couponId: string };
  readonly eventId?: string;
  readonly limit: number;
}

/** Newest first. */
export async function listDeliveries(session: Session, filter: DeliveryFilter): Promise<DeliveryView[]> {
  const { conditions, values, order } = where(filter);
  const sql = `SELECT event.bucket, event.event_id, event.tenant_id, event.lane_id, event.app_channel_id, lane.stock_id, lane.coupon_id,
      event.interface, event.payload, event.settles, event.state, event.event_at, event.created_at, event.finished_at,
      event.attempts, event.tries, event.note, lane.pending, lane.waits_for_stock, lane.blocked, lane.ready_at,
      made.attempt, made.at, made.outcome, made.http_status, made.code, made.message, made.duration_ms, made.seq_id
    FROM outbox_event event
    JOIN delivery_lane lane ON lane.bucket = event.bucket AND lane.tenant_id = event.tenant_id AND lane.lane_id = event.lane_id
    LEFT JOIN delivery_attempt made ON made.bucket = event.bucket AND made.event_id = event.event_id AND made.attempt = event.attempts
    WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`;
  const rows = await session.all<DeliveryRow>(sql, [...values, filter.limit]);
  return rows.map(deliveryFromRow);
}

/** The first call first. */
export async function listAttempts(session: Session, bucket: number, eventId: string): Promise<Attempt[]> {
  const sql = `SELECT attempt, at, outcome, http_status, code, message, duration_ms, seq_id FROM delivery_attempt
    WHERE bucket = ? AND event_id = ? ORDER BY attempt`;
  const rows = await session.all<AttemptRow>(sql, [bucket, eventId]);
  return rows.map(attemptFromRow);
}

// The order decides which index an engine without statistics takes: a coupon's lane; what is unfinished, sorted after it was
// found; else the newest events, read until there are enough.
function where({ buckets, states, coupon, ...filter }: DeliveryFilter) {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const compare = (column: string, value: SqlValue | undefined) => {
    if (value === undefined) return;
    conditions.push(`${column} = ?`);
    values.push(value);
  };
  const unfinished = states?.every((state) => state === 'pending' || state === 'dead') ?? false;
  const newest = coupon === undefined && !unfinished;
  if (newest)
    conditions.push(`event.bucket IN (${Array.from({ length: buckets }, (_, bucket) => bucket).join()})`);
  if (states?.length === 1) compare('event.state', states[0]);
  else if (states !== undefined) conditions.push(stateIn(states));
  // The index's own condition; beside a literal state, SQLite would not recognise it.
  if (unfinished) conditions.push(stateIn(['pending', 'dead']));
  compare('event.bucket', coupon?.bucket);
  compare('event.tenant_id', coupon?.tenantId);
  compare('event.lane_id', coupon && couponLane(coupon.couponId));
  compare('event.tenant_id', filter.tenantId);
  compare('event.app_channel_id', filter.appChannelId);
  compare('lane.stock_id', filter.stockId);
  compare('event.event_id', filter.eventId);
  const sorted = coupon === undefined ? 'event.created_at DESC, event.event_id DESC' : 'event.event_at DESC';
  return { conditions, values, order: newest ? 'event.event_id DESC' : sorted };
}

/** In the order of the closed set. */
function stateIn(states: readonly DeliveryState[]): string {
  const known = deliveryStates.filter((state) => states.includes(state));
  return `event.state IN (${known.map((state) => `'${state}'`).join(', ')})`;
}
