-- The textbook claim as pgbench runs it: random users and requests, growing coupon ids, one hot stock, a transaction for each claim.
\set number random(1, 9000000000000000000)
\set other random(1, 9000000000000000000)
BEGIN;
SELECT s.app_id, s.status, s.coupon_type, s.coupon_amount_fen, s.transaction_minimum_fen, s.max_coupons_per_user, s.begin_at, s.end_at, c.issued, c.quota FROM stock_counter c JOIN stock s USING (tenant_id, stock_id) WHERE c.bucket = 0 AND c.tenant_id = 'demo' AND c.stock_id = 'bench-0' FOR UPDATE OF c;
SELECT coupon_id, user_code, stock_id, status, receive_at FROM coupon WHERE bucket = 0 AND tenant_id = 'demo' AND request_id = md5(:number::text);
SELECT issued FROM stock_user WHERE bucket = 0 AND tenant_id = 'demo' AND stock_id = 'bench-0' AND user_code = left(md5(:other::text), 28);
INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version, begin_at, end_at, receive_at, extra) VALUES (0, ((extract(epoch FROM clock_timestamp()) * 1000000)::bigint * 1000 + :client_id::bigint)::text, 'demo', 'bench-0', left(md5(:other::text), 28), md5(:number::text), 'claim', 1, 1, 1700000000000, 2000000000000, 1800000000000, 'extra info');
INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, issued, quota) VALUES (0, 'demo', 'bench-0', left(md5(:other::text), 28), 1, 1) ON CONFLICT (bucket, tenant_id, stock_id, user_code) DO UPDATE SET issued = stock_user.issued + 1;
UPDATE stock_counter SET issued = issued + 1 WHERE bucket = 0 AND tenant_id = 'demo' AND stock_id = 'bench-0';
COMMIT;
