// A user's coupons, the newest first.
import type { UseStatus } from '../../../shared/merchant/vocabulary.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { Session } from '../database.ts';
import { type CouponRow, couponColumns, couponFromRow } from '../rows/coupon.ts';

export interface UserCouponFilter {
  readonly bucket: number;
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
  readonly useStatus?: UseStatus | undefined;
  /** Only this one. */
  readonly couponId?: string | undefined;
  /** Only coupons that were issued before the one of this id. */
  readonly before?: string | undefined;
  readonly now: number;
  readonly limit: number;
}

/** What each use status means at a time: a coupon is over, and a hold is, whether anybody has written that down or not. */
const conditions: Readonly<Record<UseStatus, (now: number) => readonly [sql: string, values: number[]]>> = {
  0: (now) => [
    'AND c.status = 1 AND c.end_at >= ? AND (c.held_until_at IS NULL OR c.held_until_at <= ?)',
    [now, now],
  ],
  1: () => ['AND c.status = 2', []],
  2: (now) => ['AND c.status = 1 AND c.end_at >= ? AND c.held_until_at > ?', [now, now]],
  6: (now) => ['AND (c.status IN (3, 4) OR (c.status = 1 AND c.end_at < ?))', [now]],
  // Nothing is ever deleted here.
  7: () => ['AND c.status = 0', []],
};

const selected = couponColumns.replace(/\w+/g, 'c.$&');

export async function listUserCoupons(session: Session, filter: UserCouponFilter): Promise<Coupon[]> {
  const { useStatus, now, couponId } = filter;
  const [condition, values] = useStatus === undefined ? ['', []] : conditions[useStatus](now);
  const only = couponId === undefined ? '' : 'AND c.coupon_id = ?';
  const rows = await session.all<CouponRow>(
    `SELECT ${selected} FROM coupon c JOIN stock s ON s.tenant_id = c.tenant_id AND s.stock_id = c.stock_id
     WHERE c.bucket = ? AND c.user_code = ? AND c.coupon_id < ? AND c.tenant_id = ? AND s.app_channel_id = ? ${only} ${condition}
     ORDER BY c.coupon_id DESC LIMIT ?`,
    [
      filter.bucket,
      filter.userCode,
      filter.before ?? lastId,
      filter.tenantId,
      filter.appChannelId,
      ...(couponId === undefined ? [] : [couponId]),
      ...values,
      filter.limit,
    ],
  );
  return rows.map(couponFromRow);
}

/** Behind every id: those have 19 digits. */
const lastId = '9'.repeat(20);
