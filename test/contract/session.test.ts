// What the store's port promises, whatever engine is behind it.
import fc from 'fast-check';
import type { Database, Session } from '../../server/store/database.ts';
import { testDatabase } from '../kit/database.ts';
import { tempDir } from '../kit/temp-dir.ts';

let database: Database;
let another: Database;
beforeEach(async () => {
  const dataDir = tempDir();
  database = await testDatabase(dataDir);
  another = await testDatabase(dataDir);
});

const write = 'INSERT INTO setting (name, value) VALUES (?, ?)';
const upsert = `${write} ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
const byName = 'SELECT value FROM setting WHERE name = ?';
const insertCounter =
  'INSERT INTO stock_counter (bucket, tenant_id, stock_id, quota, issued) VALUES (?, ?, ?, ?, ?)';
const counters = 'SELECT stock_id, quota, issued FROM stock_counter ORDER BY stock_id';
const inTransaction = <T>(work: (tx: Session) => Promise<T>) => database.transaction(work);
const values = async (session: Session, name: string) =>
  (await session.all<{ value: string }>(byName, [name])).map(({ value }) => value);

describe('one statement', () => {
  it('returns rows with numbers as numbers', async () => {
    await inTransaction((tx) => tx.run(insertCounter, [0, 't', 's', Number.MAX_SAFE_INTEGER, 7]));
    expect(await database.read.all(counters)).toEqual([
      { stock_id: 's', quota: Number.MAX_SAFE_INTEGER, issued: 7 },
    ]);
    expect(await database.read.all('SELECT COUNT(*) AS n, MAX(quota) AS most FROM stock_counter')).toEqual([
      { n: 1, most: Number.MAX_SAFE_INTEGER },
    ]);
  });

  it('tells how many rows it changed', async () => {
    await inTransaction((tx) =>
      tx.runEach(write, [
        ['a', 'x'],
        ['b', 'x'],
      ]),
    );
    const change = 'UPDATE setting SET value = ? WHERE value = ?';
    expect(await inTransaction((tx) => tx.run(change, ['y', 'x']))).toBe(2);
    expect(await inTransaction((tx) => tx.run(change, ['y', 'x']))).toBe(0);
    expect(await inTransaction((tx) => tx.run(`${write} ON CONFLICT (name) DO NOTHING`, ['a', '3']))).toBe(0);
  });

  it('finds what is in a list', async () => {
    await inTransaction((tx) =>
      tx.runEach(
        write,
        ['a', 'b', "c'", 'd"\\,{'].map((name) => [name, name]),
      ),
    );
    const { oneOf, list } = database.dialect;
    const sql = `SELECT name FROM setting WHERE ${oneOf('name')} ORDER BY name`;
    const find = async (...names: string[]) =>
      (await database.read.all<{ name: string }>(sql, [list(names)])).map(({ name }) => name);
    expect(await find('b', "c'", 'd"\\,{', 'nobody')).toEqual(['b', "c'", 'd"\\,{']);
    expect(await find()).toEqual([]);
  });
});

describe('a statement for many sets of values', () => {
  it('answers in the order of the sets', async () => {
    await inTransaction((tx) =>
      tx.runEach(
        write,
        Array.from({ length: 50 }, (_, n) => [`n${n}`, String(n)]),
      ),
    );
    const sets = [['n7'], ['none'], ['n3'], ['n7']];
    expect(await database.read.allEach(byName, sets)).toEqual([
      [{ value: '7' }],
      [],
      [{ value: '3' }],
      [{ value: '7' }],
    ]);
    expect(
      await inTransaction((tx) => tx.allEach(`${byName} ${tx.dialect.forUpdate}`, [['n1'], ['n0']])),
    ).toEqual([[{ value: '1' }], [{ value: '0' }]]);
  });

  it('returns several rows for one set', async () => {
    await inTransaction((tx) =>
      tx.runEach(write, [
        ['a', 'p'],
        ['b', 'p'],
        ['c', 'q'],
      ]),
    );
    const sql = 'SELECT name FROM setting WHERE value = ? ORDER BY name LIMIT ?';
    expect(
      await database.read.allEach(sql, [
        ['p', 5],
        ['q', 5],
        ['p', 1],
      ]),
    ).toEqual([[{ name: 'a' }, { name: 'b' }], [{ name: 'c' }], [{ name: 'a' }]]);
  });

  it('counts the changes of each set', async () => {
    await inTransaction((tx) =>
      tx.runEach(write, [
        ['a', 'p'],
        ['b', 'p'],
        ['c', 'q'],
      ]),
    );
    const changed = await inTransaction(async (tx) => [
      await tx.runEach('UPDATE setting SET value = ? WHERE value = ?', [
        ['x', 'p'],
        ['y', 'none'],
        ['z', 'q'],
      ]),
      await tx.runEach('DELETE FROM setting WHERE name = ?', [['none'], ['a'], ['b']]),
      await tx.runEach(upsert, [
        ['c', 'again'],
        ['d', 'new'],
      ]),
      await tx.runEach(upsert, []),
    ]);
    expect(changed).toEqual([[2, 0, 1], [0, 1, 1], [1, 1], []]);
    expect(await values(database.read, 'c')).toEqual(['again']);
  });

  it('takes values that are missing in some or in all sets', async () => {
    const sql =
      'INSERT INTO credential (api_key, tenant_id, secret_sealed, scheme, active_from_at, active_until_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)';
    const row = (key: string, untilAt: number | null) => [key, 't', 's', 'md5', 1, untilAt, 1];
    await inTransaction((tx) => tx.runEach(sql, [row('a', null), row('b', 5)]));
    await inTransaction((tx) => tx.runEach(sql, [row('c', null), row('d', null)]));
    await inTransaction((tx) =>
      tx.runEach('UPDATE credential SET active_until_at = ? WHERE api_key = ?', [
        [null, 'b'],
        [null, 'a'],
      ]),
    );
    const left = 'SELECT api_key FROM credential WHERE active_until_at IS NULL ORDER BY api_key';
    expect(await database.read.all(left)).toHaveLength(4);
  });

  it('keeps any text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 2, maxLength: 8 }), async (texts) => {
        await inTransaction((tx) => tx.run('DELETE FROM setting'));
        await inTransaction((tx) =>
          tx.runEach(
            upsert,
            texts.map((one) => [one, one]),
          ),
        );
        const found = await database.read.allEach(
          byName,
          texts.map((one) => [one]),
        );
        expect(found).toEqual(texts.map((value) => [{ value }]));
      }),
      { numRuns: 30 },
    );
  });
});

/** Whatever is well-formed and not U+0000, with what has a meaning in literals and arrays more often. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', '\\', "'", '{', '}', ',', 'NULL', '?', '$1', '\n', ' ') }),
  )
  .filter((one) => one.isWellFormed() && !one.includes('\u0000'));

describe('a transaction', () => {
  it('is seen by others only when it is committed', async () => {
    const seen = await inTransaction(async (tx) => {
      await tx.run(write, ['a', '1']);
      return [await values(tx, 'a'), await values(database.read, 'a'), await values(another.read, 'a')];
    });
    expect(seen).toEqual([['1'], [], []]);
    expect([await values(database.read, 'a'), await values(another.read, 'a')]).toEqual([['1'], ['1']]);
  });

  it('leaves nothing behind when its work fails', async () => {
    const failing = inTransaction(async (tx) => {
      await tx.run(write, ['a', '1']);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await values(database.read, 'a')).toEqual([]);
    await inTransaction((tx) => tx.run(write, ['a', '2']));
    expect(await values(another.read, 'a')).toEqual(['2']);
  });

  it.each([
    ['unique', write, ['a', 'again']],
    ['check', insertCounter, [0, 't', 's', 1, 2]],
    ['other', insertCounter, [0, 't', null, 1, 1]],
  ])('says that a %s constraint refused a row, and keeps none', async (kind, sql, row) => {
    await inTransaction((tx) => tx.run(write, ['a', '1']));
    const refused = inTransaction(async (tx) => {
      await tx.run(upsert, ['b', '1']);
      await tx.run(sql, row);
    });
    await expect(refused).rejects.toMatchObject({ name: 'ConstraintViolation', kind });
    expect(await values(database.read, 'b')).toEqual([]);
  });

  it.each([
    [
      'unique',
      write,
      [
        ['b', '1'],
        ['a', 'again'],
        ['c', '1'],
      ],
    ],
    [
      'check',
      insertCounter,
      [
        [0, 't', 's1', 1, 1],
        [0, 't', 's2', 1, 2],
      ],
    ],
  ])('says that a %s constraint refused one of many', async (kind, sql, sets) => {
    await inTransaction((tx) => tx.run(write, ['a', '1']));
    await expect(inTransaction((tx) => tx.runEach(sql, sets))).rejects.toMatchObject({ kind });
    expect([await values(database.read, 'b'), await database.read.all(counters)]).toEqual([[], []]);
  });

  it('keeps a locked row from others until its end', async () => {
    await inTransaction((tx) => tx.run(write, ['count', '0']));
    const add = (to: Database) =>
      to.transaction(async (tx) => {
        const [row] = await tx.all<{ value: string }>(`${byName} ${tx.dialect.forUpdate}`, ['count']);
        await new Promise(setImmediate);
        await tx.run(upsert, ['count', String(Number(row?.value) + 1)]);
      });
    await Promise.all(Array.from({ length: 60 }, (_, n) => add(n % 2 === 0 ? database : another)));
    expect(await values(database.read, 'count')).toEqual(['60']);
  });

  it('is run again when it lost against another', async () => {
    await inTransaction((tx) =>
      tx.runEach(write, [
        ['a', '0'],
        ['b', '0'],
      ]),
    );
    const cross = (of: Database, first: string, second: string) =>
      of.transaction(async (tx) => {
        for (const name of [first, second]) {
          await tx.run('UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = ?', [
            name,
          ]);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      });
    await Promise.all([cross(database, 'a', 'b'), cross(another, 'b', 'a')]);
    expect([await values(database.read, 'a'), await values(database.read, 'b')]).toEqual([['2'], ['2']]);
  });
});
