// The lane table's row and the store's lane, each made from the other.
import type { SqlValue } from '../database.ts';
import type { Lane } from '../lane.ts';

export interface LaneRow {
  bucket: number;
  tenant_id: string;
  lane_id: string;
  app_channel_id: number;
  stock_id: string;
  coupon_id: string | null;
  pending: number;
  waits_for_stock: number;
  blocked: number;
  ambiguous: number;
  unreachable: number;
  ready_at: number | null;
  lease_owner: string | null;
  fence: number;
}

export const laneColumns = `bucket, tenant_id, lane_id, app_channel_id, stock_id, coupon_id, pending, waits_for_stock,
  blocked, ambiguous, unreachable, ready_at, lease_owner, fence`;

export function laneFromRow(row: LaneRow): Lane {
  return {
    bucket: row.bucket,
    tenantId: row.tenant_id,
    laneId: row.lane_id,
    appChannelId: row.app_channel_id,
    stockId: row.stock_id,
    couponId: row.coupon_id ?? undefined,
    pending: row.pending,
    waitsForStock: row.waits_for_stock === 1,
    blocked: row.blocked === 1,
    ambiguous: row.ambiguous === 1,
    unreachable: row.unreachable === 1,
    readyAt: row.ready_at ?? undefined,
    leaseOwner: row.lease_owner ?? undefined,
    fence: row.fence,
  };
}

/** What `saveLanes` writes, in its order. */
export function laneStateValues(lane: Lane): SqlValue[] {
  return [
    lane.pending,
    lane.blocked ? 1 : 0,
    lane.ambiguous ? 1 : 0,
    lane.unreachable ? 1 : 0,
    lane.readyAt ?? null,
    lane.leaseOwner ?? null,
    lane.fence,
  ];
}
