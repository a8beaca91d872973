// Stocks, their counters, coupons and their history. Every rule that code keeps, a constraint keeps too.
// Keys of what belongs to a user begin with the bucket (a hash of user_code), so that the schema can be sharded.
import type { Migration } from '../migrate.ts';

export const coupons: Migration = {
  number: 2,
  name: 'coupons',
  statements: ({ integer, tableOptions }) => [
    `CREATE TABLE stock (
       tenant_id TEXT NOT NULL,
       stock_id TEXT NOT NULL,
       app_channel_id ${integer} NOT NULL,
       app_id TEXT NOT NULL,
       stock_name TEXT NOT NULL,
       instructions TEXT NOT NULL,
       coupon_name TEXT NOT NULL,
       coupon_desc TEXT NOT NULL,
       coupon_type ${integer} NOT NULL CHECK (coupon_type IN (1, 2, 3)),
       coupon_amount_fen ${integer} CHECK (coupon_amount_fen > 0),
       cut_to_price_fen ${integer} CHECK (cut_to_price_fen >= 0),
       discount_amount_max_fen ${integer} CHECK (discount_amount_max_fen > 0),
       discount_percent ${integer} CHECK (discount_percent BETWEEN 1 AND 99),
       transaction_minimum_fen ${integer} NOT NULL CHECK (transaction_minimum_fen >= 0),
       max_coupons ${integer} NOT NULL CHECK (max_coupons > 0),
       max_coupons_per_user ${integer} NOT NULL CHECK (max_coupons_per_user > 0),
       begin_at ${integer} NOT NULL,
       end_at ${integer} NOT NULL,
       created_at ${integer} NOT NULL,
       buss_classify ${integer},
       status ${integer} NOT NULL CHECK (status BETWEEN 1 AND 5),
       version ${integer} NOT NULL,
       synced_at ${integer},
       PRIMARY KEY (tenant_id, stock_id),
       CHECK (begin_at <= end_at),
       CHECK ((coupon_type = 1) = (coupon_amount_fen IS NOT NULL)),
       CHECK ((coupon_type = 2) = (cut_to_price_fen IS NOT NULL)),
       CHECK ((coupon_type = 3) = (discount_percent IS NOT NULL AND discount_amount_max_fen IS NOT NULL))
     ) ${tableOptions}`,
    `CREATE TABLE stock_counter (
       bucket ${integer} NOT NULL,
       tenant_id TEXT NOT NULL,
       stock_id TEXT NOT NULL,
       quota ${integer} NOT NULL,
       issued ${integer} NOT NULL CHECK (issued BETWEEN 0 AND quota),
       PRIMARY KEY (bucket, tenant_id, stock_id)
     ) ${tableOptions}`,
    `CREATE TABLE stock_user (
       bucket ${integer} NOT NULL,
       tenant_id TEXT NOT NULL,
       stock_id TEXT NOT NULL,
       user_code TEXT NOT NULL,
       quota ${integer} NOT NULL,
       issued ${integer} NOT NULL CHECK (issued BETWEEN 0 AND quota),
       PRIMARY KEY (bucket, tenant_id, stock_id, user_code)
     ) ${tableOptions}`,
    `CREATE TABLE coupon (
       bucket ${integer} NOT NULL,
       coupon_id TEXT NOT NULL,
       tenant_id TEXT NOT NULL,
       stock_id TEXT NOT NULL,
       user_code TEXT NOT NULL,
       request_id TEXT,
       source TEXT NOT NULL CHECK (source IN ('claim', 'issue')),
       status ${integer} NOT NULL CHECK (status BETWEEN 1 AND 4),
       version ${integer} NOT NULL,
       begin_at ${integer} NOT NULL,
       end_at ${integer} NOT NULL,
       receive_at ${integer} NOT NULL,
       used_at ${integer},
       ended_at ${integer},
       extra TEXT,
       phone_sealed TEXT,
       phone_hash TEXT,
       phone_masked TEXT,
       PRIMARY KEY (bucket, coupon_id),
       CHECK ((status = 2) = (used_at IS NOT NULL)),
       CHECK ((status IN (3, 4)) = (ended_at IS NOT NULL))
     ) ${tableOptions}`,
    // One coupon a request, whatever the code believes. Coupons without a request_id do not meet each other here.
    'CREATE UNIQUE INDEX coupon_request ON coupon (bucket, tenant_id, request_id) WHERE request_id IS NOT NULL',
    // What the expiry sweeper reads; only coupons that can still expire are in it.
    'CREATE INDEX coupon_expiring ON coupon (bucket, end_at) WHERE status = 1',
    `CREATE TABLE coupon_history (
       bucket ${integer} NOT NULL,
       coupon_id TEXT NOT NULL,
       version ${integer} NOT NULL,
       at ${integer} NOT NULL,
       event TEXT NOT NULL,
       from_status ${integer} NOT NULL,
       to_status ${integer} NOT NULL,
       actor TEXT NOT NULL,
       reason TEXT,
       PRIMARY KEY (bucket, coupon_id, version)
     ) ${tableOptions}`,
  ],
};
