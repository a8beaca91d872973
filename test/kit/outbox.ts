// What 出行服务 is going to be told, as it lies in the outbox.
import type { Session } from '../../server/store/database.ts';

export interface OutboxEvent {
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly laneId: string;
  readonly interface: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly eventAt: number;
}

/** All events, in the order in which they were written. @param laneId of one lane only */
export async function outboxOf(read: Session, laneId?: string): Promise<OutboxEvent[]> {
  const rows = await read.all<{
    tenant_id: string;
    app_channel_id: number;
    lane_id: string;
    interface: string;
    payload: string;
    event_at: number;
  }>(
    'SELECT tenant_id, app_channel_id, lane_id, interface, payload, event_at FROM outbox_event ORDER BY event_id',
  );
  const events = rows.map((row) => ({
    tenantId: row.tenant_id,
    appChannelId: row.app_channel_id,
    laneId: row.lane_id,
    interface: row.interface,
    body: JSON.parse(row.payload) as OutboxEvent['body'],
    eventAt: row.event_at,
  }));
  return laneId === undefined ? events : events.filter((event) => event.laneId === laneId);
}

/** `stock.status.rsync 5`: interface and status, for lines that are easy to compare. */
export function eventLine({ interface: name, body }: OutboxEvent): string {
  return `${name} ${body['coupon_status'] ?? body['stock_status']}`;
}
