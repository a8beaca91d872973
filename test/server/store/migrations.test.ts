// The schema keeps to what PostgreSQL-compatible distributed engines offer: a user's rows live in one bucket, and nothing reaches across.
import { postgresDialect, sqliteDialect } from '../../../server/store/dialect.ts';
import { migrations } from '../../../server/store/migrations/list.ts';

const statementsOf = (dialect = postgresDialect(0)) =>
  migrations.flatMap(({ statements }) => statements(dialect));
const tables = statementsOf().flatMap((sql) => {
  const [, name, columns] = /^CREATE TABLE (\w+) \((.*)\)[^)]*$/s.exec(sql) ?? [];
  return name === undefined || columns === undefined ? [] : [{ name, columns }];
});
/** Small, and copied to every node: what is read everywhere and seldom written. */
const shared = [
  'setting',
  'tenant',
  'channel',
  'credential',
  'worker_lease',
  'stock',
  'circuit',
  'merchant_account',
  'merchant_credential',
  'store',
  'stock_store',
  'wechat_token',
  'wifi_delivery',
  'plugin_host',
];
const inBuckets = tables.filter(({ name }) => !shared.includes(name));

it('knows every table as shared or in buckets', () => {
  expect(tables.map(({ name }) => name).toSorted()).toEqual(
    [
      ...shared,
      'claim_request',
      'consume',
      'coupon',
      'coupon_history',
      'customer',
      'delivery_attempt',
      'delivery_lane',
      'ledger_entry',
      'openpid_binding',
      'outbox_event',
      'plugin_session',
      'redeem_handle',
      'stock_counter',
      'stock_user',
      'used_token',
      'user_binding',
      'wallet',
    ].toSorted(),
  );
});

it.each(inBuckets)('begins the key of $name with its bucket', ({ columns }) => {
  expect(columns).toMatch(/^bucket BIGINT NOT NULL,/);
  expect(columns).toMatch(/PRIMARY KEY \(bucket, /);
  expect(columns).not.toMatch(/\bUNIQUE\b/);
});

it('makes nothing unique across buckets', () => {
  const unique = statementsOf().filter((sql) => /CREATE UNIQUE INDEX/.test(sql));
  expect(unique).not.toEqual([]);
  for (const sql of unique) expect(sql).toMatch(/ ON \w+ \(bucket, /);
});

const lacking: readonly (readonly [string, RegExp])[] = [
  [
    'sequences',
    /\b(BIG|SMALL)?SERIAL\b|\bSEQUENCE\b|GENERATED (ALWAYS|BY DEFAULT) AS IDENTITY|nextval|AUTOINCREMENT/i,
  ],
  ['triggers', /\bTRIGGER\b/i],
  ['stored functions', /\b(FUNCTION|PROCEDURE|LANGUAGE)\b/i],
  ['exclusion constraints', /\bEXCLUDE\b/i],
  ['foreign keys', /\b(FOREIGN KEY|REFERENCES)\b/i],
  ['deferred constraints', /\bDEFERR/i],
  ['types of one engine', /\b(JSONB?|UUID|ENUM|DOMAIN|TIMESTAMPTZ?|BOOLEAN|ARRAY|HSTORE|INET)\b|\[\]/i],
  ['extensions', /\bEXTENSION\b/i],
  ['inheritance', /\bINHERITS\b/i],
  ['computed columns', /GENERATED ALWAYS/i],
  ['locks on tables', /\bLOCK TABLE\b/i],
];

it.each(lacking)('needs no %s', (_, pattern) => {
  for (const dialect of [postgresDialect(0), postgresDialect(8), sqliteDialect]) {
    for (const sql of statementsOf(dialect)) expect(sql).not.toMatch(pattern);
  }
});

it('would notice what such engines lack', () => {
  const examples = [
    'id BIGSERIAL',
    'CREATE TRIGGER t',
    'CREATE FUNCTION f()',
    'EXCLUDE USING gist',
    'x TEXT REFERENCES y',
    'DEFERRABLE',
    'x JSONB',
    'CREATE EXTENSION x',
    'INHERITS (x)',
    'GENERATED ALWAYS AS (x)',
    'LOCK TABLE x',
  ];
  for (const [index, [, pattern]] of lacking.entries()) expect(examples[index]).toMatch(pattern);
});

it('has the same tables, columns and keys on every engine', () => {
  const bare = (sql: string) =>
    sql.replace(/ STRICT, WITHOUT ROWID| WITH \(fillfactor = \d+\)/, '').replaceAll('INTEGER', 'BIGINT');
  expect(statementsOf(sqliteDialect).map(bare)).toEqual(statementsOf().map(bare));
});

it('spreads what is in buckets over partitions', () => {
  const made = statementsOf(postgresDialect(3));
  for (const { name } of inBuckets) {
    const parts = made.filter((sql) => sql.includes(` PARTITION OF ${name} FOR VALUES WITH (MODULUS 3, `));
    expect(parts).toHaveLength(3);
  }
});
