// Deliveries as operators see them, made from the rows of events, lanes and attempts.
import type { OutboundName } from '../../../shared/sp/interfaces.ts';
import type { AttemptRecord } from '../sql/save-attempts.ts';

export const deliveryStates = ['pending', 'dead', 'done', 'closed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface DeliveryView {
  readonly bucket: number;
  readonly eventId: string;
  readonly tenantId: string;
  readonly laneId: string;
  readonly appChannelId: number;
  readonly stockId: string;
  readonly couponId: string | undefined;
  readonly interface: OutboundName;
  readonly payload: string;
  readonly settles: boolean;
  readonly state: DeliveryState;
  readonly eventAt: number;
  readonly createdAt: number;
  readonly finishedAt: number | undefined;
  readonly attempts: number;
  readonly tries: number;
  readonly note: string | undefined;
  readonly lane: {
    readonly pending: number;
    readonly waitsForStock: boolean;
    readonly blocked: boolean;
    readonly readyAt: number | undefined;
  };
  readonly lastAttempt: Attempt | undefined;
}

export type Attempt = Omit<AttemptRecord, 'bucket' | 'eventId'>;

export interface AttemptRow {
  attempt: number;
  at: number;
  outcome: string;
  http_status: number | null;
  code: number | null;
  message: string | null;
  duration_ms: number;
  seq_id: string;
}

type MaybeAttemptRow = { [Column in keyof AttemptRow]: AttemptRow[Column] | null };

export interface DeliveryRow extends MaybeAttemptRow {
  bucket: number;
  event_id: string;
  tenant_id: string;
  lane_id: string;
  app_channel_id: number;
  stock_id: string;
  coupon_id: string | null;
  interface: OutboundName;
  payload: string;
  settles: number;
  state: DeliveryState;
  event_at: number;
  created_at: number;
  finished_at: number | null;
  attempts: number;
  tries: number;
  note: string | null;
  pending: number;
  waits_for_stock: number;
  blocked: number;
  ready_at: number | null;
}

export function deliveryFromRow(row: DeliveryRow): DeliveryView {
  return {
    bucket: row.bucket,
    eventId: row.event_id,
    tenantId: row.tenant_id,
    laneId: row.lane_id,
    appChannelId: row.app_channel_id,
    stockId: row.stock_id,
    couponId: row.coupon_id ?? undefined,
    interface: row.interface,
    payload: row.payload,
    settles: row.settles === 1,
    state: row.state,
    eventAt: row.event_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at ?? undefined,
    attempts: row.attempts,
    tries: row.tries,
    note: row.note ?? undefined,
    lane: {
      pending: row.pending,
      waitsForStock: row.waits_for_stock === 1,
      blocked: row.blocked === 1,
      readyAt: row.ready_at ?? undefined,
    },
    lastAttempt: row.attempt === null ? undefined : attemptFromRow(row as AttemptRow),
  };
}

export function attemptFromRow(row: AttemptRow): Attempt {
  return {
    attempt: row.attempt,
    at: row.at,
    outcome: row.outcome,
    httpStatus: row.http_status ?? undefined,
    code: row.code ?? undefined,
    message: row.message ?? '',
    durationMs: row.duration_ms,
    seqId: row.seq_id,
  };
}
