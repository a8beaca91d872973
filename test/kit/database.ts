// A store for a test: embedded, closed after the test if the test has not done so.
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openSqlite, type SqliteOptions } from '../../server/store/sqlite.ts';
import { atEnd } from './at-end.ts';
import { tempDir } from './temp-dir.ts';

/** Without any table. @param dataDir another store's: a second process at the same file */
export async function emptyDatabase(dataDir = tempDir(), options: SqliteOptions = {}): Promise<Database> {
  const database = await openSqlite(dataDir, options);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= database.close();
    return closed;
  };
  atEnd(close);
  return { ...database, close };
}

/** With the newest schema. */
export async function testDatabase(dataDir?: string, options?: SqliteOptions): Promise<Database> {
  const database = await emptyDatabase(dataDir, options);
  await migrate(database);
  return database;
}
