// Finds out whether the store can be written now, by writing.
import type { Database } from './database.ts';
import { writeSetting } from './sql/settings.ts';

/** As much as a group of claims writes: on a full disk a few bytes may still fit where a group does not. */
const thoroughBytes = 512 * 1024;

/**
 * @param thorough writes as much as a group of claims does
 * @throws StoreUnavailable
 */
export async function probeStore(database: Database, now: () => number, thorough = false): Promise<void> {
  const padding = thorough ? '.'.repeat(thoroughBytes) : '';
  await database.transaction((tx) => writeSetting(tx, 'probed-at', `${now()}${padding}`));
}
