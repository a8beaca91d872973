// The coupon table's row and the domain's coupon, each made from the other.
import type { Coupon, StoredPhone } from '../../domain/coupon.ts';
import type { SqlValue } from '../database.ts';

export interface CouponRow {
  bucket: number;
  coupon_id: string;
  tenant_id: string;
  stock_id: string;
  user_code: string;
  request_id: string | null;
  source: 'claim' | 'issue';
  issued_by: 'plugin' | null;
  status: number;
  version: number;
  begin_at: number;
  end_at: number;
  receive_at: number;
  used_at: number | null;
  ended_at: number | null;
  extra: string | null;
  phone_sealed: string | null;
  phone_hash: string | null;
  phone_masked: string | null;
  held_by: string | null;
  held_until_at: number | null;
  redeemed_by: string | null;
  redeem_handle: string | null;
}

/** What a coupon is issued with, in the order of `couponValues`; the rest comes later, if ever. */
export const issuedColumns = `bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, issued_by, status, version,
  begin_at, end_at, receive_at, used_at, ended_at, extra, phone_sealed, phone_hash, phone_masked`;

export const couponColumns = `${issuedColumns}, held_by, held_until_at, redeemed_by, redeem_handle`;

export function couponFromRow(row: CouponRow): Coupon {
  return {
    bucket: row.bucket,
    couponId: row.coupon_id,
    tenantId: row.tenant_id,
    stockId: row.stock_id,
    userCode: row.user_code,
    requestId: row.request_id ?? undefined,
    source: row.source,
    issuedBy: row.issued_by ?? undefined,
    status: row.status as Coupon['status'],
    version: row.version,
    beginAt: row.begin_at,
    endAt: row.end_at,
    receiveAt: row.receive_at,
    usedAt: row.used_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    extra: row.extra ?? undefined,
    phone: phoneFromRow(row),
    hold:
      row.held_by === null || row.held_until_at === null
        ? undefined
        : { by: row.held_by, untilAt: row.held_until_at },
    redeemedBy: row.redeemed_by ?? undefined,
    redeemHandle: row.redeem_handle ?? undefined,
  };
}

function phoneFromRow(row: CouponRow): StoredPhone | undefined {
  if (row.phone_sealed === null || row.phone_hash === null) return undefined;
  return { sealed: row.phone_sealed, hash: row.phone_hash, masked: row.phone_masked ?? '' };
}

export function couponValues(coupon: Coupon): SqlValue[] {
  return [
    coupon.bucket,
    coupon.couponId,
    coupon.tenantId,
    coupon.stockId,
    coupon.userCode,
    coupon.requestId ?? null,
    coupon.source,
    coupon.issuedBy ?? null,
    coupon.status,
    coupon.version,
    coupon.beginAt,
    coupon.endAt,
    coupon.receiveAt,
    coupon.usedAt ?? null,
    coupon.endedAt ?? null,
    coupon.extra ?? null,
    coupon.phone?.sealed ?? null,
    coupon.phone?.hash ?? null,
    coupon.phone?.masked ?? null,
  ];
}
