// A copy into another number of buckets: every row where its user's bucket is, and not a coupon more to give.
import { bucketOf } from '../../../../server/domain/bucket.ts';
import type { Database } from '../../../../server/store/database.ts';
import { copy, coupons, differences, filledSource } from './copying.ts';
import { onSqlite } from './fill.ts';
import { emptyTarget, openTarget } from './targets.ts';

describe('a copy into eight buckets', () => {
  async function copied() {
    const { source } = await filledSource();
    const url = await emptyTarget();
    const target = await openTarget(url, 4);
    const report = await copy(source, target, { buckets: 8 });
    expect(differences(report)).toEqual([]);
    return { source, target, url };
  }
  const misplaced = 'SELECT COUNT(*) AS misplaced FROM';
  const ofUsers = async ({ read }: Database, table: string) =>
    read.all<{ bucket: number; user_code: string }>(`SELECT bucket, user_code FROM ${table}`);

  it('puts what users have into their buckets', async () => {
    const { target } = await copied();
    for (const table of ['coupon', 'stock_user', 'customer']) {
      const rows = await ofUsers(target, table);
      expect(new Set(rows.map(({ bucket }) => bucket)).size).toBe(8);
      expect(rows.filter(({ bucket, user_code }) => bucket !== bucketOf(user_code, 8))).toEqual([]);
    }
  });

  it('puts what belongs to a coupon beside it', async () => {
    const { target } = await copied();
    const orphans = [
      `${misplaced} coupon_history h LEFT JOIN coupon c USING (bucket, coupon_id) WHERE c.coupon_id IS NULL`,
      `${misplaced} delivery_lane l LEFT JOIN coupon c USING (bucket, coupon_id) WHERE l.coupon_id IS NOT NULL AND c.coupon_id IS NULL`,
      `${misplaced} delivery_lane WHERE coupon_id IS NULL AND bucket <> 0`,
      `${misplaced} outbox_event LEFT JOIN delivery_lane l USING (bucket, tenant_id, lane_id) WHERE l.lane_id IS NULL`,
      `${misplaced} delivery_attempt LEFT JOIN outbox_event e USING (bucket, event_id) WHERE e.event_id IS NULL`,
    ];
    for (const sql of orphans) expect(await target.read.all(sql)).toEqual([{ misplaced: 0 }]);
  });

  it('puts wallets and their ledgers beside their customers', async () => {
    const { target } = await copied();
    const customers = 'LEFT JOIN customer c USING (bucket, customer_id) WHERE c.customer_id IS NULL';
    for (const table of ['wallet', 'ledger_entry'])
      expect(await target.read.all(`${misplaced} ${table} ${customers}`)).toEqual([{ misplaced: 0 }]);
  });

  it.each([
    ['consume', 'biz_id'],
    ['redeem_handle', 'handle'],
    ['used_token', 'token'],
    ['openpid_binding', 'openpid'],
    ['user_binding', 'user_code'],
    ['plugin_session', 'token_hash'],
  ])('puts a %s where whoever knows its %s looks', async (table, column) => {
    const { source, target } = await copied();
    const rows = await target.read.all<{ bucket: number; text: string }>(
      `SELECT bucket, ${column} AS text FROM ${table}`,
    );
    const ofSource = await source.read.all<{ text: string }>(`SELECT ${column} AS text FROM ${table}`);
    expect(rows.map(({ text }) => text).toSorted()).toEqual(ofSource.map(({ text }) => text).toSorted());
    expect(new Set(rows.map(({ bucket }) => bucket)).size).toBe(8);
    expect(rows.filter(({ bucket, text }) => bucket !== bucketOf(text, 8))).toEqual([]);
  });

  it('splits counters so that nothing is gained', async () => {
    const { source, target } = await copied();
    const sums =
      'SELECT stock_id, SUM(quota) AS quota, SUM(issued) AS issued FROM stock_counter GROUP BY stock_id';
    const ofSource = await source.read.all(sums);
    expect(ofSource).toHaveLength(3);
    expect(new Set(await target.read.all(sums))).toEqual(new Set(ofSource));
    const wrong = `${misplaced} stock_counter s WHERE issued <> (
      SELECT COUNT(*) FROM coupon c WHERE c.bucket = s.bucket AND c.tenant_id = s.tenant_id AND c.stock_id = s.stock_id)`;
    expect(await target.read.all(wrong)).toEqual([{ misplaced: 0 }]);
    expect(await target.read.all('SELECT COUNT(*) AS counters FROM stock_counter')).toEqual([
      { counters: 24 },
    ]);
  });

  it('knows every request_id by itself', async () => {
    const { target } = await copied();
    const requests = await target.read.all<{ bucket: number; request_id: string }>(
      `SELECT r.bucket, r.request_id FROM claim_request r
       JOIN coupon c ON c.bucket = r.coupon_bucket AND c.coupon_id = r.coupon_id AND c.request_id = r.request_id`,
    );
    expect(requests).toHaveLength(coupons - Math.floor(coupons / 5));
    expect(requests.filter(({ bucket, request_id }) => bucket !== bucketOf(request_id, 8))).toEqual([]);
  });

  it('keeps writers out of its PostgreSQL source', async () => {
    const { target: source, url } = await copied();
    const writer = await openTarget(url);
    const seen: string[] = [];
    let writing: Promise<unknown> | undefined;
    await copy(source, await openTarget(await emptyTarget()), {
      onProgress() {
        writing ??= writer
          .transaction((tx) => tx.run("UPDATE tenant SET name = 'changed'"))
          .then(() => seen.push('written'));
      },
    });
    seen.push('copied');
    await writing;
    expect(seen).toEqual(['copied', 'written']);
  });

  it('comes back into one bucket the same', async () => {
    const { source, target } = await copied();
    const url = await emptyTarget();
    const back = await copy(target, await openTarget(url), { buckets: 1 });
    expect(differences(back)).toEqual([]);
    const again = await copy(source, await openTarget(await emptyTarget()));
    expect(back.tables).toEqual(again.tables);
  });

  it('refuses counters that do not agree', async () => {
    const { dataDir, source } = await filledSource();
    onSqlite(dataDir, (connection) =>
      connection.exec("UPDATE stock_counter SET issued = 1 WHERE stock_id = 't1'"),
    );
    const target = await openTarget(await emptyTarget());
    await expect(copy(source, target, { buckets: 8 })).rejects.toThrow(
      /^stock t1 counts 1 coupons, but its users/,
    );
  });
});
