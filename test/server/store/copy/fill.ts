// A store with something in every table, made by SQL in a moment: coupons of users whose names engines sort differently, some of them
// used, told and tried, and some of the users customers with wallets.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate } from '../../../../server/store/migrate.ts';
import { openSqlite } from '../../../../server/store/sqlite.ts';

/** @param coupons how many; every tenth is used, and has a history, a lane, events and attempts; of the users every second is a customer */
export async function filledStore(dataDir: string, coupons: number): Promise<void> {
  const database = await openSqlite(dataDir);
  await migrate(database);
  await database.close();
  onSqlite(dataDir, (connection) => {
    connection.exec('BEGIN');
    for (const statement of statements(coupons)) connection.exec(statement);
    connection.exec('COMMIT');
  });
}

export function onSqlite<T>(dataDir: string, work: (connection: DatabaseSync) => T): T {
  const connection = new DatabaseSync(join(dataDir, 'chelian.db'));
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

/** Letters of both cases, accents, ideographs, full-width forms (U+FF5E) and emoji (U+1F697): five orders, if one asks five engines. */
const user =
  "(CASE n % 6 WHEN 0 THEN 'a' WHEN 1 THEN 'B' WHEN 2 THEN 'é' WHEN 3 THEN '车' WHEN 4 THEN '～' ELSE '🚗' END)";

/** 11 digits. */
const handle = 'CAST(10000000000 + n * 7919 % 99991 * 100000 + n AS TEXT)';

const statements = (coupons: number): string[] => [
  `CREATE TEMP TABLE made AS
    WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${coupons})
    SELECT n, CAST(2100000000000000000 + (n * 7919) % 100003 * 100000 + n AS TEXT) AS id, ${user} || (n / 12) AS user,
      CASE n % 3 WHEN 0 THEN 't1' WHEN 1 THEN 'T2' ELSE 'ü3' END AS stock FROM counted`,
  "INSERT INTO setting VALUES ('directory-version', '7'), ('probed-at', '1700000000000')",
  "INSERT INTO tenant VALUES ('demo', 'Demo 车', 'reject', 1), ('Zoo', 'Zoo', 'accept', 2)",
  "INSERT INTO channel VALUES ('demo', 1, 'wx1', NULL, '{\"codes\":{}}', 1, 2), ('demo', 11, 'wx1', 'https://x', '{}', 1, 2)",
  "INSERT INTO credential VALUES ('KEY1', 'demo', 'v1.a.b', 'md5-suffix', 1, NULL, 1), ('key2', 'demo', 'v1.a.c', 'md5-suffix', 1, 9, 1)",
  "INSERT INTO worker_lease VALUES (0, 'one', 0, 1700000000000), (1, 'two', 1600000000000, 1500000000000)",
  `INSERT INTO stock SELECT 'demo', stock, 1, 'wx1', '代驾', 'how', 'coupon', 'desc', 1, 1000, NULL, NULL, NULL, 0, COUNT(*) + 100, 5,
    1, 2000000000000, 1, NULL, 3, 1, NULL FROM made GROUP BY stock`,
  "INSERT INTO stock_counter SELECT 0, 'demo', stock, COUNT(*) + 100, COUNT(*) FROM made GROUP BY stock",
  "INSERT INTO stock_user SELECT 0, 'demo', stock, user, 5, COUNT(*) FROM made GROUP BY stock, user",
  `INSERT INTO coupon SELECT 0, id, 'demo', stock, user, CASE WHEN n % 5 = 0 THEN NULL ELSE 'r' || n END,
    CASE WHEN n % 10 = 0 THEN 'issue' ELSE 'claim' END, CASE WHEN n % 10 = 0 THEN 2 ELSE 1 END, 2, 1, 2000000000000, 1700000000000 + n,
    CASE WHEN n % 10 = 0 THEN 1700000000001 + n END, NULL, '{"n":' || n || ',"text":"\\"车\\""}', NULL, NULL, NULL,
    CASE WHEN n % 10 = 1 THEN 'naixue/b' || n END, CASE WHEN n % 10 = 1 THEN 1800000000000 + n END,
    CASE WHEN n % 10 = 0 THEN 'naixue/b' || n END, CASE WHEN n % 10 < 2 THEN ${handle} END, CASE WHEN n % 20 = 0 THEN 'plugin' END FROM made`,
  "INSERT INTO coupon_history SELECT 0, id, 2, 1700000000001 + n, 'use', 1, 2, 'test', NULL FROM made WHERE n % 10 = 0",
  `INSERT INTO delivery_lane SELECT 0, 'demo', 'coupon:' || id, 1, stock, id, 1, 0, 0, 0, 0, 1700000000001 + n, 1700000000001, NULL, n % 4
    FROM made WHERE n % 10 = 0`,
  "INSERT INTO delivery_lane SELECT DISTINCT 0, 'demo', 'stock:' || stock, 1, stock, NULL, 0, 0, 0, 0, 0, 5, NULL, NULL, 1 FROM made",
  `INSERT INTO outbox_event SELECT 0, 'e' || id, 'demo', 'coupon:' || id, 1, 'coupon.status.rsync', '{"coupon_status":2}', 0, 1700000000001 + n, 1,
    'pending', 1, 1, 0, 1, NULL, NULL FROM made WHERE n % 10 = 0`,
  `INSERT INTO outbox_event SELECT DISTINCT 0, 'e:' || stock, 'demo', 'stock:' || stock, 1, 'stock.rsync', '{}', 0, 5, 1, 'done', 1, 1, 0, 1, 2, 'x'
    FROM made`,
  "INSERT INTO delivery_attempt SELECT bucket, event_id, 1, 2, 'ack', 200, 0, NULL, 12, 'seq' FROM outbox_event",
  "INSERT INTO circuit VALUES ('demo', 1, 'unreachable', 1, 1, 2, 'down')",
  "INSERT INTO merchant_account VALUES ('demo', 'naixue', '{\"take\":\"gift-first\"}', 1, 2), ('demo', 'Heytea', '{}', 1, 1)",
  "INSERT INTO merchant_credential VALUES ('open1', 'demo', 'naixue', 'g1', 'v1.a.b', '[]', 0, 1, NULL, 1), ('Open2', 'demo', 'Heytea', 'g2', 'v1.a.c', '[\"::1\"]', 1, 1, 9, 1)",
  "INSERT INTO store VALUES ('demo', '001', '南山店', 1), ('demo', 'é2', 'x', 1)",
  "INSERT INTO stock_store VALUES ('demo', 't1', '001'), ('demo', 'ü3', 'é2'), ('demo', 'ü3', '001')",
  `INSERT INTO customer SELECT 0, MIN(id), 'demo', 1, user, 1700000000000 + MIN(n) FROM made WHERE n / 12 % 2 = 0 GROUP BY user`,
  `INSERT INTO wallet SELECT 0, customer_id, 1000, 0, 7, 2, CASE WHEN user_code LIKE 'a%' THEN 'scrypt$x' END, 0, NULL, NULL FROM customer`,
  `INSERT INTO ledger_entry SELECT 0, customer_id, 1, created_at, 'topup', 1500, 0, 7, 1500, 0, 7, 'topup:' || customer_id, 'operator', '开业'
    FROM customer`,
  `INSERT INTO ledger_entry SELECT 0, customer_id, 2, created_at + 1, 'consume', -500, 0, 0, 1000, 0, 7, 'consume:naixue/' || customer_id, 'till', NULL
    FROM customer`,
  `INSERT INTO consume SELECT 0, 'demo', 'naixue', 'b' || n, 'done', 'f', 1700000000001 + n, 'till', CASE WHEN n % 20 = 0 THEN '001' END,
    '[{"couponId":"' || id || '"}]', NULL, NULL, 0, 0, 0, '{}', NULL, NULL, NULL FROM made WHERE n % 10 = 0`,
  `INSERT INTO consume SELECT 0, 'demo', 'naixue', customer_id, 'reversed', 'f', created_at, 'till', NULL, '[]', customer_id, user_code, 500, 0, 0, '{}',
    created_at + 9, 'operator', '{"given":1}' FROM customer WHERE user_code LIKE 'é%'`,
  `INSERT INTO redeem_handle SELECT 0, ${handle}, user, id FROM made WHERE n % 10 < 2`,
  `INSERT INTO used_token SELECT 0, 'T' || n || '%3D', 'hash', 1700000000000 + n FROM made WHERE n % 10 = 3`,
  "INSERT INTO wechat_token VALUES ('wx1', 'v1.a.t', 1700000007200, 1700000000000, 0, NULL, 0), ('Wx2', NULL, 0, 0, 0, 'one', 5)",
  `INSERT INTO wifi_delivery VALUES ('demo', '2100000000000000001', 1700000000000, 'operator', 0, 'pB', '10元代金券 🚗', 1, 2000, NULL, 't1', 'ok', 0, NULL),
    ('demo', '2100000000000000002', 1700000000001, 'operator', 429620, 'pB', 'x', 1, 2000, 10, NULL, 'refused', 9002009, 'no such shop')`,
  `INSERT INTO plugin_host VALUES ('wx1111111111', 'demo', 1, '{"tabs":["/pages/index"]}', 1, 2), ('Wx22', 'demo', 11, '{}', 1, 1)`,
  "INSERT INTO openpid_binding SELECT 0, 'wx1111111111', 'o-' || user_code, 'demo', 1, user_code, created_at FROM customer",
  "INSERT INTO user_binding SELECT 0, 'demo', 1, user_code, 'wx1111111111', 'o-' || user_code, created_at FROM customer",
  "INSERT INTO plugin_session SELECT 0, 'h-' || user_code, 'demo', 1, user_code, 'wx1111111111', created_at, created_at + 9, created_at FROM customer",
  'DROP TABLE made',
];
