// Fills a database with coupons faster than claims could, and leaves it as claims would: user codes and request ids are random, so their
// indexes are built up in random order and have the gaps that they have in life.
import { withClient } from './cluster.ts';
import { hotStockId } from './stock-ids.ts';

export async function fillPostgres(url: string, coupons: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query(insertCoupons, [coupons]);
    await client.query(insertUsers);
    await client.query(`UPDATE stock_counter SET issued = ${coupons} WHERE stock_id = '${hotStockId}'`);
    await client.query('COMMIT');
    // What autovacuum would have done by then.
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  });
}

/** Ids grow as ours do, and come before those that are made now. */
const insertCoupons = `
  INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version,
    begin_at, end_at, receive_at, extra)
  SELECT 0, (1900000000000000000 + number)::text, tenant_id, stock_id, left(md5(random()::text || number), 28),
    md5(number || random()::text), 'claim', 1, 1, begin_at, end_at, created_at, 'extra info'
  FROM generate_series(1, $1::bigint) AS made (number) CROSS JOIN stock WHERE stock_id = '${hotStockId}'`;

const insertUsers = `
  INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, quota, issued)
  SELECT bucket, tenant_id, stock_id, user_code, 1, 1 FROM coupon`;
