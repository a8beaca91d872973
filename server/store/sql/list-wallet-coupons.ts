// A user's coupons as the plugin's wallet pages them: those that can be used expiring first, the others by what happened last.
import type { Coupon } from '../../domain/coupon.ts';
import type { Session } from '../database.ts';
import { type CouponRow, couponColumns, couponFromRow } from '../rows/coupon.ts';
import type { UserCouponFilter } from './list-user-coupons.ts';

export type WalletTab = 'available' | 'used' | 'ended';

/** Where a page ended. */
export interface WalletPlace {
  readonly at: number;
  readonly couponId: string;
}

export interface WalletFilter
  extends Pick<UserCouponFilter, 'bucket' | 'tenantId' | 'appChannelId' | 'userCode' | 'now' | 'limit'> {
  readonly tab: WalletTab;
  readonly after: WalletPlace | undefined;
}

interface Tab {
  /** May ask for one value: now. */
  readonly condition: string;
  /** What its coupons are sorted by, and which way. */
  readonly time: string;
  readonly order: 'ASC' | 'DESC';
}

const tabs: Readonly<Record<WalletTab, Tab>> = {
  available: { condition: 'status = 1 AND end_at >= ?', time: 'end_at', order: 'ASC' },
  used: { condition: 'status = 2', time: 'used_at', order: 'DESC' },
  // An end that nobody has written down yet is the end of the validity.
  ended: {
    condition: '(status IN (3, 4) OR (status = 1 AND end_at < ?))',
    time: 'COALESCE(ended_at, end_at)',
    order: 'DESC',
  },
};

/** Materialized: an index by end would look tempting, and everybody's coupons stand in it. */
const theirs = `WITH found AS MATERIALIZED (
    SELECT ${couponColumns.replace(/\w+/g, 'c.$&')} FROM coupon c JOIN stock s ON s.tenant_id = c.tenant_id AND s.stock_id = c.stock_id
    WHERE c.bucket = ? AND c.user_code = ? AND c.tenant_id = ? AND s.app_channel_id = ?
  ) SELECT * FROM found`;

/** Each with its place. */
export async function listWalletCoupons(
  session: Session,
  filter: WalletFilter,
): Promise<{ coupon: Coupon; place: WalletPlace }[]> {
  const { condition, time, order } = tabs[filter.tab];
  const past = order === 'ASC' ? '>' : '<';
  const { after } = filter;
  const behind =
    after === undefined ? '' : `AND (${time} ${past} ? OR (${time} = ? AND coupon_id ${past} ?))`;
  const rows = await session.all<CouponRow & { place_at: number }>(
    `SELECT ${couponColumns}, ${time} AS place_at FROM (${theirs}) AS theirs WHERE ${condition} ${behind}
     ORDER BY ${time} ${order}, coupon_id ${order} LIMIT ?`,
    [
      ...[filter.bucket, filter.userCode, filter.tenantId, filter.appChannelId],
      ...(condition.includes('?') ? [filter.now] : []),
      ...(after === undefined ? [] : [after.at, after.at, after.couponId]),
      filter.limit,
    ],
  );
  return rows.map((row) => ({
    coupon: couponFromRow(row),
    place: { at: row.place_at, couponId: row.coupon_id },
  }));
}
