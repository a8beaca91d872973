// A real server with a fault, for harnesses to notice.
import { readSettings } from '../../../server/settings/settings.ts';
import { type StartOverrides, start } from '../../../server/start.ts';
import type { Database } from '../../../server/store/database.ts';
import { openStore } from '../../../server/store/open.ts';

/** What `start` is given. @param spoil puts the fault into the store that works */
export const onSpoiltStore = (
  spoil: (database: Database) => Database | Promise<Database>,
): StartOverrides => ({
  openDatabase: async (settings, options) => spoil(await openStore(settings, options)),
});

/** All that such a program does: it begins to serve, and says where. */
export async function serve(overrides: StartOverrides = {}): Promise<void> {
  const { url } = await start(readSettings(process.env), overrides);
  process.stdout.write(`${url}\n`);
}
