// Fills a database with coupons faster than claims could, and leaves it as claims would: user codes and request ids are random, so their
// indexes are built up in random order and have the gaps that they have in life. A process of its own, since it takes minutes.
import { DatabaseSync } from 'node:sqlite';
import { hotStockId } from '../stores/stock-ids.ts';

export interface FillOrder {
  readonly file: string;
  readonly coupons: number;
}

/** Ids grow as ours do, and come before those that are made now. */
const insertCoupons = (coupons: number) => `
  INSERT INTO coupon (bucket, coupon_id, tenant_id, stock_id, user_code, request_id, source, status, version,
    begin_at, end_at, receive_at, extra)
  WITH RECURSIVE made (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM made WHERE number < ${coupons})
  SELECT 0, CAST(1900000000000000000 + number AS TEXT), tenant_id, stock_id, lower(hex(randomblob(14))), lower(hex(randomblob(16))),
    'claim', 1, 1, begin_at, end_at, created_at, 'extra info'
  FROM made CROSS JOIN stock WHERE stock_id = '${hotStockId}'`;

const insertUsers = `
  INSERT INTO stock_user (bucket, tenant_id, stock_id, user_code, quota, issued)
  SELECT bucket, tenant_id, stock_id, user_code, 1, 1 FROM coupon`;

const { file, coupons } = JSON.parse(process.argv[2] ?? '') as FillOrder;
const database = new DatabaseSync(file);
// Nothing of it has to survive a crash, since a draft is thrown away then; and without a WAL nothing is written twice.
database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000; BEGIN');
database.exec(insertCoupons(coupons));
database.exec(insertUsers);
database.exec(`UPDATE stock_counter SET issued = ${coupons} WHERE stock_id = '${hotStockId}'`);
database.exec('COMMIT; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL');
database.close();
process.stdout.write('{}\n');
