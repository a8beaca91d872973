// A store for a test, on the engine of the run; closed after the test if the test has not done so.
import { readSettings } from '../../server/settings/settings.ts';
import type { Database } from '../../server/store/database.ts';
import { migrate } from '../../server/store/migrate.ts';
import { openStore } from '../../server/store/open.ts';
import { atEnd } from './at-end.ts';
import { storeEnv } from './engine.ts';
import { tempDir } from './temp-dir.ts';

/** Without any table. @param dataDir another store's: a second process at the same database */
export async function emptyDatabase(dataDir = tempDir()): Promise<Database> {
  return open(await storeEnv(dataDir, { empty: true }));
}

/** With the newest schema. */
export async function testDatabase(dataDir = tempDir()): Promise<Database> {
  const database = await open(await storeEnv(dataDir));
  await migrate(database);
  return database;
}

async function open(env: NodeJS.ProcessEnv): Promise<Database> {
  return closedAtEnd(await openStore(readSettings(env)));
}

/** The same database, closed after the test. */
export function closedAtEnd(database: Database): Database {
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= database.close();
    return closed;
  };
  atEnd(close);
  return { ...database, close };
}
