// The embedded engine: what is committed is on disk, what fails leaves nothing, one transaction after another.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../server/store/database.ts';
import { ConstraintViolation, StoreUnavailable } from '../../../server/store/errors.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { emptyDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

async function openNotes(dataDir?: string): Promise<Database> {
  const database = await emptyDatabase(dataDir);
  const sql = `CREATE TABLE IF NOT EXISTS note (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL, size INTEGER CHECK (size > 0), mark TEXT UNIQUE) STRICT`;
  await database.transaction((tx) => tx.run(sql));
  return database;
}

const insert = 'INSERT INTO note (id, text) VALUES (?, ?)';
const idsOf = async ({ read }: Database) =>
  (await read.all<{ id: number }>('SELECT id FROM note ORDER BY id')).map(({ id }) => id);
const turn = () => new Promise(setImmediate);

describe('openSqlite', () => {
  it('keeps what was committed, with WAL and FULL, after reopening', async () => {
    const dataDir = tempDir();
    const before = await openNotes(dataDir);
    await before.transaction((tx) => tx.run(insert, [1, 'a']));
    await before.close();
    const after = await openNotes(dataDir);
    expect(await idsOf(after)).toEqual([1]);
    const both = [
      after.read.all('PRAGMA journal_mode'),
      after.transaction((tx) => tx.all('PRAGMA journal_mode')),
    ];
    expect(await Promise.all(both)).toEqual([[{ journal_mode: 'wal' }], [{ journal_mode: 'wal' }]]);
    const forced = [
      after.read.all('PRAGMA synchronous'),
      after.transaction((tx) => tx.all('PRAGMA synchronous')),
    ];
    expect(await Promise.all(forced)).toEqual([[{ synchronous: 2 }], [{ synchronous: 2 }]]);
  });

  it('makes the directory that is missing', async () => {
    await emptyDatabase(join(tempDir(), 'not', 'there', 'yet'));
  });

  it('throws StoreUnavailable where there can be no directory', async () => {
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    await expect(openSqlite(join(file, 'data'))).rejects.toThrow(StoreUnavailable);
  });

  it('throws StoreUnavailable for a file that is no database', async () => {
    const dataDir = tempDir();
    writeFileSync(join(dataDir, 'chelian.db'), 'something else entirely '.repeat(100));
    await expect(openSqlite(dataDir)).rejects.toThrow(StoreUnavailable);
  });
});

describe('a transaction', () => {
  it('shows its rows to others when it is committed', async () => {
    const notes = await openNotes();
    await notes.transaction(async (tx) => {
      await tx.run(insert, [1, 'a']);
      expect(await idsOf(notes)).toEqual([]);
      expect(await tx.all('SELECT id FROM note')).toEqual([{ id: 1 }]);
    });
    expect(await idsOf(notes)).toEqual([1]);
  });

  it('leaves nothing when one statement fails', async () => {
    const notes = await openNotes();
    const failing = notes.transaction(async (tx) => {
      await tx.runEach(insert, [
        [1, 'a'],
        [2, 'b'],
      ]);
      await tx.run(insert, [1, 'again']);
    });
    await expect(failing).rejects.toThrow(ConstraintViolation);
    expect(await idsOf(notes)).toEqual([]);
  });

  it('leaves nothing when its work throws', async () => {
    const notes = await openNotes();
    const failing = notes.transaction(async (tx) => {
      await tx.run(insert, [1, 'a']);
      throw new RangeError('of its own');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await notes.transaction((tx) => tx.run(insert, [2, 'b']));
    expect(await idsOf(notes)).toEqual([2]);
  });

  it('leaves nothing when its commit fails', async () => {
    const notes = await openNotes();
    const child =
      'CREATE TABLE child (note INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT';
    await notes.transaction((tx) => tx.run(child));
    // Whether there is a note 9 is looked at no earlier than in the commit.
    const failing = notes.transaction((tx) => tx.run('INSERT INTO child (note) VALUES (9)'));
    await expect(failing).rejects.toThrow(ConstraintViolation);
    await notes.transaction((tx) => tx.run(insert, [1, 'a']));
    expect(await notes.read.all('SELECT note FROM child')).toEqual([]);
  });

  it('runs nothing more once it is rolled back', async () => {
    const database = await openNotes();
    const work = database.transaction(async (tx) => {
      // As SQLite does by itself when the disk is full.
      await tx.run('ROLLBACK');
      await tx.run(insert, [1, 'a']);
    });
    await expect(work).rejects.toThrow(/over/);
    expect(await idsOf(database)).toEqual([]);
  });

  it('begins when the one before it has ended', async () => {
    const notes = await openNotes();
    const seen: string[] = [];
    const work = (name: string, fails: boolean) => async () => {
      for (const step of [1, 2, 3]) {
        seen.push(`${name}${step}`);
        await turn();
      }
      if (fails) throw new Error(name);
    };
    const all = ['a', 'b', 'c'].map((name) => notes.transaction(work(name, name === 'a')));
    await Promise.allSettled(all);
    expect(seen.join(' ')).toBe('a1 a2 a3 b1 b2 b3 c1 c2 c3');
  });

  it('ends before the database closes', async () => {
    const dataDir = tempDir();
    const notes = await openNotes(dataDir);
    const written = notes.transaction(async (tx) => {
      await turn();
      return tx.run(insert, [1, 'a']);
    });
    await notes.close();
    expect(await written).toBe(1);
    expect(await idsOf(await openNotes(dataDir))).toEqual([1]);
  });
});

describe('a statement', () => {
  it('tells rows and changes for each set of values', async () => {
    const notes = await openNotes();
    await notes.transaction(async (tx) => {
      expect(
        await tx.runEach(insert, [
          [1, 'a'],
          [2, 'b'],
        ]),
      ).toEqual([1, 1]);
      expect(await tx.runEach('DELETE FROM note WHERE id >= ?', [[2], [9]])).toEqual([1, 0]);
    });
    expect(await notes.read.allEach('SELECT id FROM note WHERE id = ?', [[1], [2]])).toEqual([
      [{ id: 1 }],
      [],
    ]);
  });

  it('finds rows by a list that is bound as one value', async () => {
    const notes = await openNotes();
    await notes.transaction((tx) =>
      tx.runEach(insert, [
        [1, 'a'],
        [2, "b'"],
        [3, 'c'],
      ]),
    );
    const { dialect, read } = notes;
    const sql = `SELECT id FROM note WHERE ${dialect.oneOf('text')} ORDER BY id`;
    expect(await read.all(sql, [dialect.list(['a', "b'"])])).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await read.all(sql, [dialect.list([])])).toEqual([]);
  });

  it.each([
    ['unique', 'of the primary key', 'INSERT INTO note (id, text) VALUES (1, ?)'],
    ['unique', 'of an index', "INSERT INTO note (text, mark) VALUES (?, 'm')"],
    ['check', 'of a value', 'INSERT INTO note (text, size) VALUES (?, 0)'],
    ['other', 'of what must be there', 'INSERT INTO note (text) VALUES (NULLIF(?, ?))'],
  ] as const)('names a constraint as %s, %s', async (kind, _, sql) => {
    const notes = await openNotes();
    await notes.transaction((tx) => tx.run("INSERT INTO note (id, text, mark) VALUES (1, 'a', 'm')"));
    const values = sql
      .split('?')
      .slice(1)
      .map(() => 'x');
    // Caught by the work itself, which may go on.
    const error = await notes.transaction((tx) => tx.run(sql, values).catch((thrown: unknown) => thrown));
    expect(error).toBeInstanceOf(ConstraintViolation);
    expect(error).toMatchObject({ kind, cause: { errcode: expect.any(Number) } });
  });

  it('is not translated when its own text is wrong', async () => {
    const error = await (await emptyDatabase()).read.all('SELEKT 1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: 'near "SELEKT": syntax error' });
    expect(error).not.toBeInstanceOf(StoreUnavailable);
    expect(error).not.toBeInstanceOf(ConstraintViolation);
  });
});
