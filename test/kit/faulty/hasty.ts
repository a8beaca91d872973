// A store with the fault that it answers before COMMIT.
import type { Database } from '../../../server/store/database.ts';

/** @param beforeCommit what comes after the answer; where that fails, nothing is written after all */
export const hasty = (database: Database, beforeCommit: () => Promise<void>): Database => ({
  ...database,
  transaction: (work, options) =>
    new Promise((resolve, reject) => {
      database
        .transaction(async (tx) => {
          resolve(await work(tx));
          await beforeCommit();
        }, options)
        .catch(reject);
    }),
});
