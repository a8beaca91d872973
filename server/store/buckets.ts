// How many buckets the users of a database are spread over: decided once, since every key begins with the bucket.
import type { Database } from './database.ts';
import { readSetting } from './sql/settings.ts';

/**
 * @param wanted undefined: whatever the database was made with, or 1 for a new one
 * @throws Error when the database was made with another number
 */
export async function agreeOnBuckets(database: Database, wanted: number | undefined): Promise<number> {
  const agreed = (await readSetting(database.read, 'buckets')) ?? (await decide(database, wanted ?? 1));
  if (wanted !== undefined && Number(agreed) !== wanted) {
    throw new Error(
      `The database was made with BUCKETS=${agreed}, not ${wanted}: leave BUCKETS out, or copy the store to a new database (npm run sp -- copy).`,
    );
  }
  return Number(agreed);
}

/** Processes that start at once agree on the first one's. */
function decide(database: Database, buckets: number): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    await tx.run("INSERT INTO setting (name, value) VALUES ('buckets', ?) ON CONFLICT (name) DO NOTHING", [
      String(buckets),
    ]);
    return readSetting(tx, 'buckets');
  });
}
