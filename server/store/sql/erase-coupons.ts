// The coupons of a user of a channel, all of them; and their phone numbers taken out.
import type { CouponChange } from '../../domain/coupon.ts';
import { allChanged, type Session } from '../database.ts';
import type { CustomerUser } from './customers.ts';
import type { CouponKey } from './find-coupons.ts';
import { saveCouponChanges } from './save-coupon-changes.ts';

export async function couponsOfUser(session: Session, user: CustomerUser): Promise<CouponKey[]> {
  const { bucket, userCode, tenantId, appChannelId } = user;
  const rows = await session.all<{ coupon_id: string }>(
    `SELECT c.coupon_id FROM coupon c JOIN stock s ON s.tenant_id = c.tenant_id AND s.stock_id = c.stock_id
     WHERE c.bucket = ? AND c.user_code = ? AND c.tenant_id = ? AND s.app_channel_id = ?`,
    [bucket, userCode, tenantId, appChannelId],
  );
  return rows.map((row) => ({ bucket, couponId: row.coupon_id }));
}

/** With their phone numbers: sealed, hashed and masked, nothing of them is left. @returns from how many coupons one was taken */
export async function saveErasures(tx: Session, changes: readonly CouponChange[]): Promise<number> {
  await saveCouponChanges(tx, changes);
  const withPhone = changes.filter(({ before }) => before.phone !== undefined);
  return allChanged(
    await tx.runEach(
      'UPDATE coupon SET phone_sealed = NULL, phone_hash = NULL, phone_masked = NULL WHERE bucket = ? AND coupon_id = ?',
      withPhone.map(({ before }) => [before.bucket, before.couponId]),
    ),
  );
}
