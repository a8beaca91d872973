// Brings a database to the newest schema: numbered migrations, each in a transaction of its own, exactly once.
import { type Database, first, type Session } from './database.ts';
import type { Dialect } from './dialect.ts';
import { migrations } from './migrations/list.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: Dialect) => readonly string[];
}

/**
 * Applies what is missing. Safe when several processes start at once: each migration is looked up under the write lock.
 * @throws Error when the database was made by a newer version of this program.
 */
export async function migrate(database: Database): Promise<void> {
  const { integer, tableOptions } = database.dialect;
  await database.transaction(async (tx) => {
    await tx.run(
      `CREATE TABLE IF NOT EXISTS migration (number ${integer} PRIMARY KEY, name TEXT NOT NULL, applied_at ${integer} NOT NULL) ${tableOptions}`,
    );
  });
  await refuseNewer(database.read);
  for (const migration of migrations) {
    await database.transaction((tx) => applyOnce(tx, migration));
  }
}

async function applyOnce(tx: Session, migration: Migration): Promise<void> {
  const applied = await first(tx, 'SELECT number FROM migration WHERE number = ?', [migration.number]);
  if (applied !== undefined) return;
  for (const statement of migration.statements(tx.dialect)) await tx.run(statement);
  await tx.run('INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?)', [
    migration.number,
    migration.name,
    Date.now(),
  ]);
}

async function refuseNewer(read: Session): Promise<void> {
  const newest = migrations.at(-1)?.number ?? 0;
  const row = await first<{ number: number }>(read, 'SELECT MAX(number) AS number FROM migration');
  if (row !== undefined && row.number > newest) {
    throw new Error(
      `The database has migration ${row.number}, this program knows ${newest} at most: start the newer version.`,
    );
  }
}
