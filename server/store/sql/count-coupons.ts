// How many coupons there are in all.
import { first, type Session } from '../database.ts';

export async function countCoupons(session: Session): Promise<number> {
  return Number(
    (await first<{ coupons: number }>(session, 'SELECT COUNT(*) AS coupons FROM coupon'))?.coupons ?? 0,
  );
}
