// Which coupon a request_id got, found by the request alone. With several buckets a request_id that comes again for another user would
// look in the wrong one; with a single bucket the coupon's own unique request_id says it all, and this table stays empty.
import type { Migration } from '../migrate.ts';

export const requests: Migration = {
  number: 4,
  name: 'requests',
  statements: ({ integer, bucketTable }) =>
    // The bucket is the request's own here, not the user's.
    bucketTable(
      'claim_request',
      `bucket ${integer} NOT NULL,
       tenant_id TEXT NOT NULL,
       request_id TEXT NOT NULL,
       coupon_bucket ${integer} NOT NULL,
       coupon_id TEXT NOT NULL,
       PRIMARY KEY (bucket, tenant_id, request_id)`,
    ),
};
