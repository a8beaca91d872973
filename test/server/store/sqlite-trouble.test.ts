// The embedded engine when it cannot write: another process holds the lock, or the disk is full.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../../server/store/database.ts';
import { StoreUnavailable } from '../../../server/store/errors.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { readSetting, writeSetting } from '../../../server/store/sql/settings.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { atEnd } from '../../kit/at-end.ts';
import { closedAtEnd, testDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

/** Which waits as long as a test can. */
async function waiting(dataDir: string, lockWaitMs: number): Promise<Database> {
  const database = closedAtEnd(await openSqlite(dataDir, { lockWaitMs }));
  await migrate(database);
  return database;
}

const turn = () => new Promise(setImmediate);

/** Another process' connection, holding the write lock. */
function holdLock(dataDir: string): DatabaseSync {
  const other = new DatabaseSync(join(dataDir, 'chelian.db'));
  atEnd(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  return other;
}

describe('a database that another process is writing to', () => {
  it('waits for the lock while everything else goes on', async () => {
    const dataDir = tempDir();
    const database = await waiting(dataDir, 10_000);
    const other = holdLock(dataDir);
    let written = false;
    const writing = database
      .transaction((tx) => writeSetting(tx, 'a', '1'))
      .then(() => {
        written = true;
      });
    // Were the event loop blocked, neither these turns nor the release would come before the lock's end.
    for (let turns = 0; turns < 50; turns += 1) await turn();
    expect(await readSetting(database.read, 'a')).toBeUndefined();
    expect(written).toBe(false);
    other.exec('COMMIT');
    await writing;
    expect(await readSetting(database.read, 'a')).toBe('1');
  });

  it('gives up after a while and works again later', async () => {
    const dataDir = tempDir();
    const database = await waiting(dataDir, 30);
    const other = holdLock(dataDir);
    const write = (value: string) => database.transaction((tx) => writeSetting(tx, 'a', value));
    await expect(write('1')).rejects.toThrow(StoreUnavailable);
    await expect(write('2')).rejects.toThrow(StoreUnavailable);
    other.exec('ROLLBACK');
    await write('3');
    expect(await readSetting(database.read, 'a')).toBe('3');
  });

  it('sees what the other has written', async () => {
    const dataDir = tempDir();
    const [database, another] = [await testDatabase(dataDir), await testDatabase(dataDir)];
    const counts = Array.from({ length: 40 }, (_, index) =>
      (index % 2 === 0 ? database : another).transaction(async (tx) => {
        const count = Number((await readSetting(tx, 'count')) ?? 0);
        await turn();
        await writeSetting(tx, 'count', String(count + 1));
      }),
    );
    await Promise.all(counts);
    expect(await readSetting(database.read, 'count')).toBe('40');
  });
});

describe('a database whose disk is full', () => {
  it('refuses, keeps nothing of what it began, and recovers', async () => {
    const database = await testDatabase();
    const maxPages = (pages: number) =>
      database.transaction((tx) => tx.all(`PRAGMA max_page_count = ${pages}`));
    const write = () =>
      database.transaction(async (tx) => {
        await writeSetting(tx, 'small', 'x');
        await writeSetting(tx, 'large', 'x'.repeat(1_000_000));
      });
    await maxPages(1);
    await expect(write()).rejects.toThrow(StoreUnavailable);
    expect(await database.read.all("SELECT name FROM setting WHERE name IN ('small', 'large')")).toEqual([]);
    await expect(write()).rejects.toThrow(StoreUnavailable);
    await maxPages(100_000);
    await write();
    expect(await readSetting(database.read, 'small')).toBe('x');
  });
});
