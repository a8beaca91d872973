// A server with the one fault that the crash test must never miss: it answers before COMMIT. Everything else is the real thing.
import { readSettings } from '../../server/settings/settings.ts';
import { start } from '../../server/start.ts';
import type { Database } from '../../server/store/database.ts';
import { openStore, type StoreSettings } from '../../server/store/open.ts';

const commitDelayMs = 40;

async function openHasty(settings: StoreSettings): Promise<Database> {
  const database = await openStore(settings);
  return {
    ...database,
    transaction: (work) =>
      new Promise((resolve, reject) => {
        database
          .transaction(async (tx) => {
            resolve(await work(tx));
            await new Promise((later) => setTimeout(later, commitDelayMs));
          })
          .catch(reject);
      }),
  };
}

const { url } = await start(readSettings(process.env), { openDatabase: openHasty });
process.stdout.write(`${url}\n`);
