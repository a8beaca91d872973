// Finds out whether the store can be written now, by writing.
import type { Database } from './database.ts';
import { writeSetting } from './sql/settings.ts';

/** @throws StoreUnavailable */
export async function probeStore(database: Database, now: () => number): Promise<void> {
  await database.transaction((tx) => writeSetting(tx, 'probed-at', String(now())));
}
