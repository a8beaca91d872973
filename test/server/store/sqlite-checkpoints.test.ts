// The log of the embedded engine: another thread moves it to the database file while everybody goes on.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, first } from '../../../server/store/database.ts';
import { openSqlite, type SqliteOptions } from '../../../server/store/sqlite.ts';
import { closedAtEnd } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

async function openNotes(dataDir: string, options: SqliteOptions = {}): Promise<Database> {
  const database = closedAtEnd(await openSqlite(dataDir, { checkpointPages: 20, ...options }));
  await database.transaction((tx) =>
    tx.run('CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'),
  );
  return database;
}

/** Takes about two pages. */
const write = (database: Database) =>
  database.transaction((tx) => tx.run('INSERT INTO note (text) VALUES (?)', ['x'.repeat(6_000)]));

/** Writes until something has happened. @returns how often it wrote */
async function writeUntil(database: Database, happened: () => boolean | Promise<boolean>): Promise<number> {
  for (let written = 1; written <= mostWrites; written += 1) {
    await write(database);
    if (await happened()) return written;
    // What the thread says is heard between two turns of the event loop.
    await turn();
  }
  throw new Error(`nothing happened after ${mostWrites} writes`);
}

const mostWrites = 4_000;
const turn = () => new Promise(setImmediate);

const fileSize = (dataDir: string) => statSync(join(dataDir, 'chelian.db')).size;
const count = async ({ read }: Database) =>
  (await first<{ n: number }>(read, 'SELECT COUNT(*) AS n FROM note'))?.n;

describe('the log', () => {
  it('is moved to the database file', async () => {
    const dataDir = tempDir();
    const database = await openNotes(dataDir);
    const before = fileSize(dataDir);
    const written = await writeUntil(database, () => fileSize(dataDir) > before);
    expect(await count(database)).toBe(written);
  });

  it('begins anew while it is written to', async () => {
    const database = await openNotes(tempDir());
    let longest = 0;
    await writeUntil(database, async () => {
      const { log = 0 } = (await first<{ log: number }>(database.read, 'PRAGMA wal_checkpoint(NOOP)')) ?? {};
      const isShorter = log < longest;
      longest = Math.max(longest, log);
      return isShorter;
    });
    expect(longest).toBeGreaterThan(80);
  });

  it('holds nobody up when it cannot be moved', async () => {
    const dataDir = tempDir();
    const troubles: Error[] = [];
    const database = await openNotes(dataDir, { onTrouble: (error) => troubles.push(error) });
    // The connections that are open keep the file; the thread finds a directory in its place.
    rmSync(join(dataDir, 'chelian.db'));
    mkdirSync(join(dataDir, 'chelian.db'));
    const written = await writeUntil(database, () => troubles.length > 0);
    expect(troubles[0]?.message).toMatch(/^the log was not moved .* unable to open database file$/);
    expect(await count(database)).toBe(written);
  });

  it('is whole when its store closes meanwhile', async () => {
    const dataDir = tempDir();
    const database = await openNotes(dataDir, { checkpointPages: 1 });
    await write(database);
    await database.close();
    const again = await openNotes(dataDir);
    expect(await count(again)).toBe(1);
  });
});
