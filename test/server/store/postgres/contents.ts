// A store that has been used for a while, made in a few statements: 20,000 coupons, each with its user, lane, events and an attempt.
import { bucketOf } from '../../../../server/domain/bucket.ts';
import { couponLane } from '../../../../server/domain/events.ts';
import type { Database } from '../../../../server/store/database.ts';

const couponCount = 20_000;

/** Ids of the coupon, its owner and its request. @param n from 1 up */
export const couponIdOf = (n: number): string => String(1_000_000_000 + n);
export const userOf = (n: number): string => `u${n}`;
export const requestOf = (n: number): string => `q${n}`;

/**
 * The first 700 coupons are over. Of the lanes with something to deliver 100 are ready, some cannot reach the peer, most wait for their
 * next try; 3,000 wait for a stock that nobody has confirmed.
 */
export async function fill(database: Database, stockId: string, buckets: number, now: number): Promise<void> {
  const bucketsOf = (key: (n: number) => string) =>
    Array.from({ length: couponCount }, (_, index) => String(bucketOf(key(index + 1), buckets)));
  const places = [bucketsOf(userOf), bucketsOf(requestOf)];
  const source = `FROM (SELECT mine::bigint AS bucket, its::bigint AS request_bucket, n, (1000000000 + n)::text AS coupon_id
      FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS sets(mine, its, n)) AS it`;
  const lane = `'${couponLane('')}' || coupon_id`;
  const statements = [
    `INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version, begin_at, end_at, receive_at)
     SELECT bucket, coupon_id, 'demo', '${stockId}', 'u' || n, 'q' || n, 'claim', 1, 1, 0,
       CASE WHEN n <= 700 THEN ${now} - n ELSE ${now} + 86400000 + n END, ${now} - 1000 ${source}`,
    `INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, quota, issued)
     SELECT bucket, 'demo', '${stockId}', 'u' || n, 5, 1 ${source}`,
    `INSERT INTO delivery_lane (bucket, tenant_id, lane_id, app_channel_id, stock_id, coupon_id, pending, waits_for_stock, blocked, ambiguous,
       unreachable, last_event_at, ready_at, lease_owner, fence)
     SELECT bucket, 'demo', ${lane}, 1, CASE WHEN n > 17000 THEN 'unconfirmed' ELSE '${stockId}' END, coupon_id,
       CASE WHEN n > 14000 AND n <= 17000 THEN 0 ELSE 1 END, (n > 17000)::int, 0, 0, (n > 100 AND n <= 4000)::int, ${now} - 50,
       CASE WHEN n <= 100 THEN ${now} - 100 WHEN n <= 14000 THEN ${now} + 3600000 + n END, NULL, 1 ${source}`,
    `INSERT INTO outbox_event (bucket, event_id, tenant_id, lane_id, app_channel_id, interface, payload, settles, event_at, created_at, state,
       attempts, tries, first_try_at, finished_at)
     SELECT bucket, 'd' || n, 'demo', ${lane}, 1, 'coupon.status.rsync', '{}', 0, ${now} - 900000 + n, ${now} - 900000 + n, 'done', 1, 1,
       ${now} - 100, CASE WHEN n <= 300 THEN 1000 + n ELSE ${now} - 90 END ${source}`,
    `INSERT INTO outbox_event (bucket, event_id, tenant_id, lane_id, app_channel_id, interface, payload, settles, event_at, created_at, state,
       attempts, tries)
     SELECT bucket, 'p' || n, 'demo', ${lane}, 1, 'coupon.status.rsync', '{}', 0, ${now} - 500000 + n, ${now} - 500000 + n, 'pending', 0, 0
       ${source} WHERE n <= 14000 OR n > 17000`,
    `INSERT INTO delivery_attempt (bucket, event_id, attempt, at, outcome, http_status, code, message, duration_ms, seq_id)
     SELECT bucket, 'd' || n, 1, ${now} - 95, 'ack', 200, 0, 'successful', 5, 's' || n ${source}`,
    ...(buckets === 1
      ? []
      : [
          `INSERT INTO claim_request (bucket, tenant_id, request_id, coupon_bucket, coupon_id)
           SELECT request_bucket, 'demo', 'q' || n, bucket, coupon_id ${source}`,
        ]),
  ];
  await database.transaction(async (tx) => {
    for (const statement of statements) await tx.run(statement, places);
    await tx.run(
      'UPDATE stock_counter SET issued = those.coupons FROM (SELECT bucket, COUNT(*) AS coupons FROM coupon GROUP BY bucket) AS those WHERE stock_counter.bucket = those.bucket AND stock_id = ?',
      [stockId],
    );
  });
}
