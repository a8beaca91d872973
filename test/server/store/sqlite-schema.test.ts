// The database itself refuses what the code must never ask: every constraint of stocks, counters, coupons, wallets and
// consumes, tried one by one.

import type { Database, SqlValue } from '../../../server/store/database.ts';
import { ConstraintViolation } from '../../../server/store/errors.ts';
import { couponValues, issuedColumns } from '../../../server/store/rows/coupon.ts';
import { stockColumns, stockValues } from '../../../server/store/rows/stock.ts';
import { aCoupon, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';
import { testDatabase } from '../../kit/database.ts';

type Row = Readonly<Record<string, SqlValue>>;

const rowOf = (columns: string, values: readonly SqlValue[]): Row =>
  Object.fromEntries(columns.split(',').map((column, index) => [column.trim(), values[index] ?? null]));

const counter = { bucket: 0, tenant_id: 'demo', stock_id: 'test001', quota: 3, issued: 1 };
/** A good row of each table. */
const good: Readonly<Record<string, Row>> = {
  stock: rowOf(stockColumns, stockValues(aStock())),
  stock_counter: counter,
  stock_user: { ...counter, user_code: 'u1' },
  coupon: rowOf(issuedColumns, couponValues(aCoupon())),
  coupon_history: {
    bucket: 0,
    coupon_id: '1',
    version: 2,
    at: noon,
    event: 'use',
    from_status: 1,
    to_status: 2,
    actor: 'test',
    reason: null,
  },
  customer: {
    ...{
      bucket: 0,
      customer_id: 'k1',
      tenant_id: 'demo',
      app_channel_id: 1,
      user_code: 'u1',
      created_at: noon,
    },
  },
  wallet: {
    ...{ bucket: 0, customer_id: 'k1', recharge_fen: 500, gift_fen: 0, points: 0, version: 1 },
    ...{ password_hash: null, wrong_passwords: 0, wrong_since_at: null, locked_until_at: null },
  },
  ledger_entry: {
    ...{
      bucket: 0,
      customer_id: 'k1',
      entry_number: 1,
      at: noon,
      kind: 'topup',
      ref: 'topup:1',
      actor: 'test',
    },
    ...{ recharge_change_fen: 500, gift_change_fen: 0, points_change: 0 },
    ...{ recharge_fen: 500, gift_fen: 0, points: 0, reason: null },
  },
  consume: {
    ...{ bucket: 0, tenant_id: 'demo', account: 'naixue', biz_id: 'b1', state: 'done', fingerprint: 'f' },
    ...{ at: noon, actor: 'till', store_code: null, coupons: '[]', customer_id: null, user_code: null },
    ...{ recharge_fen: 0, gift_fen: 0, points: 0, answer: '{}' },
    ...{ reversed_at: null, reversed_by: null, reversal_answer: null },
  },
  redeem_handle: { bucket: 0, handle: '12345678901', user_code: 'u1', coupon_id: '1' },
  used_token: { bucket: 0, token: 't', body_hash: 'h', used_at: noon },
};

function insert(database: Database, table: string, more: Row = {}): Promise<number> {
  const row = { ...good[table], ...more };
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`;
  return database.transaction((tx) => tx.run(sql, Object.values(row)));
}

const refusal = (inserting: Promise<unknown>) =>
  inserting.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ConstraintViolation ? `${error.kind}: ${error.message}` : error),
  );

/** All CHECKs of the tables, as the database keeps them. */
async function checksOf({ read }: Database): Promise<string[]> {
  const tables = await read.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table'",
  );
  const mine = tables.filter(({ name }) => Object.hasOwn(good, name));
  return mine.flatMap(({ name, sql }) =>
    [...sql.matchAll(/CHECK \(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g)].map(
      ([, text]) => `${name}: ${text}`,
    ),
  );
}

/** Columns that may be empty. */
const optional = [
  ...['coupon_amount_fen', 'cut_to_price_fen', 'discount_amount_max_fen', 'discount_percent'],
  ...['buss_classify', 'synced_at', 'request_id', 'used_at', 'ended_at', 'extra', 'reason'],
  ...['phone_sealed', 'phone_hash', 'phone_masked', 'issued_by'],
  ...['held_by', 'held_until_at', 'redeemed_by', 'redeem_handle'],
  ...['password_hash', 'wrong_since_at', 'locked_until_at'],
  ...['store_code', 'reversed_at', 'reversed_by', 'reversal_answer'],
];
/** In a consume nobody's wallet need be known. */
const optionalIn: Readonly<Record<string, readonly string[]>> = { consume: ['customer_id', 'user_code'] };

const discount = {
  coupon_type: 3,
  coupon_amount_fen: null,
  discount_percent: 88,
  discount_amount_max_fen: 1,
};
const cutTo = { coupon_type: 2, coupon_amount_fen: null, cut_to_price_fen: 0 };

const holds = (fund: string) => `${fund}_fen >= 0 AND ${fund}_fen - ${fund}_change_fen >= 0`;

/** [table, what is wrong with its row, the CHECK that says so] */
const wrong: readonly (readonly [string, Row, string])[] = [
  ['stock', { ...discount, coupon_type: 4 }, 'coupon_type IN (1, 2, 3)'],
  ['stock', { coupon_amount_fen: 0 }, 'coupon_amount_fen > 0'],
  ['stock', { ...cutTo, cut_to_price_fen: -1 }, 'cut_to_price_fen >= 0'],
  ['stock', { ...discount, discount_amount_max_fen: 0 }, 'discount_amount_max_fen > 0'],
  ['stock', { ...discount, discount_percent: 0 }, 'discount_percent BETWEEN 1 AND 99'],
  ['stock', { ...discount, discount_percent: 100 }, 'discount_percent BETWEEN 1 AND 99'],
  ['stock', { transaction_minimum_fen: -1 }, 'transaction_minimum_fen >= 0'],
  ['stock', { max_coupons: 0 }, 'max_coupons > 0'],
  ['stock', { max_coupons_per_user: 0 }, 'max_coupons_per_user > 0'],
  ['stock', { status: 0 }, 'status BETWEEN 1 AND 5'],
  ['stock', { status: 6 }, 'status BETWEEN 1 AND 5'],
  ['stock', { begin_at: 2, end_at: 1 }, 'begin_at <= end_at'],
  ['stock', { coupon_amount_fen: null }, '(coupon_type = 1) = (coupon_amount_fen IS NOT NULL)'],
  ['stock', { ...cutTo, coupon_amount_fen: 1 }, '(coupon_type = 1) = (coupon_amount_fen IS NOT NULL)'],
  ['stock', { ...cutTo, cut_to_price_fen: null }, '(coupon_type = 2) = (cut_to_price_fen IS NOT NULL)'],
  ['stock', { cut_to_price_fen: 1 }, '(coupon_type = 2) = (cut_to_price_fen IS NOT NULL)'],
  ...['discount_percent', 'discount_amount_max_fen'].map(
    (column) =>
      [
        'stock',
        { ...discount, [column]: null },
        '(coupon_type = 3) = (discount_percent IS NOT NULL AND discount_amount_max_fen IS NOT NULL)',
      ] as const,
  ),
  ['stock_counter', { issued: 4 }, 'issued BETWEEN 0 AND quota'],
  ['stock_counter', { issued: -1 }, 'issued BETWEEN 0 AND quota'],
  ['stock_user', { issued: 4 }, 'issued BETWEEN 0 AND quota'],
  ['stock_user', { issued: -1 }, 'issued BETWEEN 0 AND quota'],
  ['coupon', { source: 'gift' }, "source IN ('claim', 'issue')"],
  ['coupon', { status: 0 }, 'status BETWEEN 1 AND 4'],
  ['coupon', { status: 5 }, 'status BETWEEN 1 AND 4'],
  ['coupon', { status: 2 }, '(status = 2) = (used_at IS NOT NULL)'],
  ['coupon', { used_at: 1 }, '(status = 2) = (used_at IS NOT NULL)'],
  ['coupon', { status: 3 }, '(status IN (3, 4)) = (ended_at IS NOT NULL)'],
  ['coupon', { status: 4 }, '(status IN (3, 4)) = (ended_at IS NOT NULL)'],
  ['coupon', { ended_at: 1 }, '(status IN (3, 4)) = (ended_at IS NOT NULL)'],
  ['wallet', { recharge_fen: -1 }, 'recharge_fen >= 0'],
  ['wallet', { gift_fen: -1 }, 'gift_fen >= 0'],
  ['wallet', { points: -1 }, 'points >= 0'],
  ['wallet', { version: -1 }, 'version >= 0'],
  ['wallet', { wrong_passwords: -1 }, 'wrong_passwords >= 0'],
  ['ledger_entry', { entry_number: 0 }, 'entry_number > 0'],
  ['ledger_entry', { kind: 'gift' }, "kind IN ('topup', 'adjust', 'consume', 'reverse')"],
  ['ledger_entry', { recharge_fen: -1, recharge_change_fen: -1 }, holds('recharge')],
  ['ledger_entry', { recharge_fen: 499 }, holds('recharge')],
  ['ledger_entry', { gift_change_fen: 1 }, holds('gift')],
  ['ledger_entry', { points: 1, points_change: 2 }, 'points >= 0 AND points - points_change >= 0'],
  ['consume', { state: 'half' }, "state IN ('done', 'reversed', 'void')"],
  ['consume', { customer_id: 'k1', recharge_fen: -1 }, 'recharge_fen >= 0'],
  ['consume', { customer_id: 'k1', gift_fen: -1 }, 'gift_fen >= 0'],
  ['consume', { customer_id: 'k1', points: -1 }, 'points >= 0'],
  ['consume', { state: 'reversed' }, "(state = 'reversed') = (reversed_at IS NOT NULL)"],
  ['consume', { reversed_at: 1 }, "(state = 'reversed') = (reversed_at IS NOT NULL)"],
  ['consume', { points: 1 }, 'recharge_fen + gift_fen + points = 0 OR customer_id IS NOT NULL'],
];

let database: Database;
beforeEach(async () => {
  database = await testDatabase();
});

describe('the tables of stocks, coupons and wallets', () => {
  it.each([
    ['stock', {}],
    ['stock', discount],
    ['stock', cutTo],
    ['stock_counter', { issued: 0 }],
    ['stock_counter', { issued: 3 }],
    ['stock_user', { issued: 3 }],
    ['coupon', {}],
    ['coupon', { status: 2, used_at: 1 }],
    ['coupon', { status: 3, ended_at: 1 }],
    ['coupon', { status: 4, ended_at: 1 }],
    ['coupon_history', {}],
    ['customer', {}],
    ['wallet', {}],
    ['ledger_entry', { kind: 'consume', recharge_change_fen: -500, recharge_fen: 0 }],
    ['consume', {}],
    ['consume', { customer_id: 'k1', recharge_fen: 1, gift_fen: 1, points: 1 }],
    ['consume', { state: 'reversed', reversed_at: 1 }],
    ['consume', { state: 'void' }],
    ['redeem_handle', {}],
    ['used_token', {}],
  ])('accept a good %s, %j', async (table, row) => {
    expect(await insert(database, table, row)).toBe(1);
  });

  it.each(wrong)('refuse a %s with %j', async (table, row, check) => {
    expect(await refusal(insert(database, table, row))).toBe(`check: CHECK constraint failed: ${check}`);
  });

  it('have no CHECK that is not tried here', async () => {
    const tried = wrong.map(([table, , check]) => `${table}: ${check}`);
    expect([...new Set(tried)].toSorted()).toEqual((await checksOf(database)).toSorted());
  });

  it.each(Object.keys(good))('refuse a %s without what it must have', async (table) => {
    const columns = await database.read.all<{ name: string }>(
      `SELECT name FROM pragma_table_info('${table}')`,
    );
    const names = columns.map((column) => column.name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(good[table] ?? {})));
    for (const name of names.filter((one) => !optional.includes(one) && !optionalIn[table]?.includes(one))) {
      const problem = `other: NOT NULL constraint failed: ${table}.${name}`;
      expect(await refusal(insert(database, table, { [name]: null }))).toBe(problem);
    }
  });

  it('refuse text where a number belongs', async () => {
    expect(await refusal(insert(database, 'stock', { max_coupons: 'many' }))).toMatch(
      /^other: .* TEXT value in INTEGER/,
    );
  });

  it.each([
    ['stock', 'tenant_id, stock_id'],
    ['stock_counter', 'bucket, tenant_id, stock_id'],
    ['stock_user', 'bucket, tenant_id, stock_id, user_code'],
    ['coupon_history', 'bucket, coupon_id, version'],
    ['wallet', 'bucket, customer_id'],
    ['consume', 'bucket, tenant_id, account, biz_id'],
    ['redeem_handle', 'bucket, handle'],
    ['used_token', 'bucket, token'],
  ])('keep one %s for each %s', async (table, key) => {
    await insert(database, table);
    const columns = key.split(', ').map((column) => `${table}.${column}`);
    expect(await refusal(insert(database, table))).toBe(
      `unique: UNIQUE constraint failed: ${columns.join(', ')}`,
    );
    for (const column of key.split(', ')) {
      const value = good[table]?.[column];
      await insert(database, table, { [column]: typeof value === 'number' ? value + 1 : 'another' });
    }
  });

  it('keep one customer for each user of a channel', async () => {
    await insert(database, 'customer');
    expect(await refusal(insert(database, 'customer', { customer_id: 'k2' }))).toMatch(
      /^unique: .* customer.app_channel_id, customer.user_code$/,
    );
    await insert(database, 'customer', { customer_id: 'k2', app_channel_id: 11 });
  });

  it('keep one line of a wallet for each cause', async () => {
    await insert(database, 'ledger_entry');
    expect(await refusal(insert(database, 'ledger_entry', { entry_number: 2 }))).toMatch(
      /^unique: .* ledger_entry.customer_id, ledger_entry.ref$/,
    );
    await insert(database, 'ledger_entry', { customer_id: 'k2' });
  });

  it('keep one coupon for each id', async () => {
    await insert(database, 'coupon');
    const twin = { request_id: 'r2' };
    expect(await refusal(insert(database, 'coupon', twin))).toMatch(
      /^unique: .* coupon.bucket, coupon.coupon_id$/,
    );
    await insert(database, 'coupon', { ...twin, bucket: 1 });
  });

  it('keep one coupon for each request_id of a tenant', async () => {
    await insert(database, 'coupon');
    const again = { coupon_id: '2', stock_id: 'other', user_code: 'other' };
    expect(await refusal(insert(database, 'coupon', again))).toMatch(
      /^unique: .* coupon.tenant_id, coupon.request_id$/,
    );
    await insert(database, 'coupon', { ...again, tenant_id: 'other' });
  });

  it('let coupons without a request_id be many', async () => {
    for (const coupon_id of ['1', '2']) await insert(database, 'coupon', { coupon_id, request_id: null });
    expect(await database.read.all('SELECT coupon_id FROM coupon')).toHaveLength(2);
  });
});
