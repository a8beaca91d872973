// How many coupons a user has, by their use status at a time.
import type { UseStatus } from '../../../shared/merchant/vocabulary.ts';
import type { Session } from '../database.ts';
import type { UserCouponFilter } from './list-user-coupons.ts';

/** A status of which there is none is left out. */
export async function countUserCoupons(
  session: Session,
  user: Pick<UserCouponFilter, 'bucket' | 'tenantId' | 'appChannelId' | 'userCode' | 'now'>,
): Promise<ReadonlyMap<UseStatus, number>> {
  const { bucket, userCode, tenantId, appChannelId, now } = user;
  const rows = await session.all<{ use_status: UseStatus; coupons: number }>(
    `SELECT use_status, COUNT(*) AS coupons FROM (
       SELECT CASE WHEN c.status = 2 THEN 1 WHEN c.status <> 1 OR c.end_at < ? THEN 6 WHEN c.held_until_at > ? THEN 2 ELSE 0 END AS use_status
       FROM coupon c JOIN stock s ON s.tenant_id = c.tenant_id AND s.stock_id = c.stock_id
       WHERE c.bucket = ? AND c.user_code = ? AND c.tenant_id = ? AND s.app_channel_id = ?
     ) AS theirs GROUP BY use_status`,
    [now, now, bucket, userCode, tenantId, appChannelId],
  );
  return new Map(rows.map((row) => [row.use_status, Number(row.coupons)]));
}
