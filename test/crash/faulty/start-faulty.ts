// A real server on a store that has one fault, for harnesses to notice.
import { readSettings } from '../../../server/settings/settings.ts';
import { start } from '../../../server/start.ts';
import type { Database } from '../../../server/store/database.ts';
import { openStore } from '../../../server/store/open.ts';

/** @param spoil puts the fault into the store that works */
export async function startFaulty(
  spoil: (database: Database) => Database | Promise<Database>,
): Promise<void> {
  const { url } = await start(readSettings(process.env), {
    openDatabase: async (settings, options) => spoil(await openStore(settings, options)),
  });
  process.stdout.write(`${url}\n`);
}
