// Where a request_id's coupon is, for databases of several buckets.
import { bucketOf } from '../../domain/bucket.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { Session, SqlValue } from '../database.ts';

/** The key of a request's row: its bucket is the request's own. */
export function requestPlace(
  { tenantId, requestId }: { tenantId: string; requestId: string | undefined },
  buckets: number,
): SqlValue[] {
  return [bucketOf(requestId ?? '', buckets), tenantId, requestId ?? null];
}

/** @throws ConstraintViolation (unique) when a request_id has got a coupon meanwhile, in whatever bucket */
export async function insertRequests(
  tx: Session,
  coupons: readonly Coupon[],
  buckets: number,
): Promise<void> {
  const rows = coupons
    .filter(({ requestId }) => requestId !== undefined)
    .map((coupon) => [...requestPlace(coupon, buckets), coupon.bucket, coupon.couponId])
    // One order for everybody: two groups that hold the same request_ids wait for each other, not both ways.
    .sort((a, b) => Number(a[0]) - Number(b[0]) || (String(a[2]) < String(b[2]) ? -1 : 1));
  await tx.runEach(
    'INSERT INTO claim_request (bucket, tenant_id, request_id, coupon_bucket, coupon_id) VALUES (?, ?, ?, ?, ?)',
    rows,
  );
}
