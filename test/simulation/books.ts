// What our own database says in the end: coupons, stocks, and each lane's events in their order.
import { formatTime } from '../../shared/sp/times.ts';
import type { Disk } from './disk.ts';

export interface CouponRow {
  readonly id: string;
  readonly channel: number;
  readonly status: number;
  readonly source: 'claim' | 'issue';
}

export interface StockRow {
  readonly id: string;
  readonly channel: number;
  readonly status: number;
  readonly terms: number;
}

export interface EventRow {
  readonly id: string;
  readonly lane: string;
  readonly channel: number;
  /** As the witness tells calls apart. */
  readonly key: string;
  readonly state: 'pending' | 'done' | 'dead' | 'closed';
  readonly settles: boolean;
  readonly status: number | undefined;
  readonly eventAt: number;
  readonly createdAt: number;
  readonly finishedAt: number | undefined;
  readonly confirmedAt: number;
  readonly note: string | undefined;
}

export const couponsOf = (disk: Disk): CouponRow[] =>
  disk.rows(`SELECT coupon_id AS id, app_channel_id AS channel, coupon.status, source
    FROM coupon JOIN stock USING (tenant_id, stock_id) ORDER BY coupon_id`);

export const stocksOf = (disk: Disk): StockRow[] =>
  disk.rows(
    'SELECT stock_id AS id, app_channel_id AS channel, status, max_coupons AS terms FROM stock ORDER BY stock_id',
  );

/** The statuses that a coupon has had after its first, in the order of its versions. */
export const turnsOf = (disk: Disk, couponId: string): number[] =>
  disk
    .rows<{ status: number }>(
      'SELECT to_status AS status FROM coupon_history WHERE coupon_id = ? AND from_status <> to_status ORDER BY version',
      couponId,
    )
    .map(({ status }) => status);

interface RawEvent extends Omit<EventRow, 'key' | 'settles' | 'status' | 'finishedAt' | 'note'> {
  readonly interface: string;
  readonly payload: string;
  readonly settles: number;
  readonly finishedAt: number | null;
  readonly note: string | null;
}

/** By lane, in the order in which they were written: ids grow. */
export function eventsOf(disk: Disk): Map<string, EventRow[]> {
  const rows =
    disk.rows<RawEvent>(`SELECT event.event_id AS id, event.lane_id AS lane, event.app_channel_id AS channel,
      interface, payload, state, settles, event_at AS eventAt, event.created_at AS createdAt, finished_at AS finishedAt, note,
      COALESCE(stock.synced_at, 0) AS confirmedAt
    FROM outbox_event event
    JOIN delivery_lane lane ON lane.tenant_id = event.tenant_id AND lane.lane_id = event.lane_id
    JOIN stock ON stock.tenant_id = lane.tenant_id AND stock.stock_id = lane.stock_id
    ORDER BY length(event.event_id), event.event_id`);
  return Map.groupBy(rows.map(eventFrom), ({ lane }) => lane);
}

function eventFrom({ interface: name, payload, ...row }: RawEvent): EventRow {
  const body = JSON.parse(payload) as Record<string, unknown>;
  const ofStock = [name === 'stock.rsync' ? 'all' : 'status', body['stock_status'], body['max_coupons']].join(
    ' ',
  );
  const ofCoupon = name === 'coupon.status.rsync' ? formatTime(row.eventAt) : '';
  return {
    ...row,
    key: name.startsWith('stock') ? ofStock : ofCoupon,
    settles: row.settles === 1,
    status: body['coupon_status'] as number | undefined,
    finishedAt: row.finishedAt ?? undefined,
    note: row.note ?? undefined,
  };
}
