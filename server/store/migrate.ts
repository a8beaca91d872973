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
 * Applies what is missing. Safe when several processes start at once: the first one does it, the others wait.
 * @throws Error when the database was made by a newer version of this program.
 */
export async function migrate(database: Database): Promise<void> {
  await makeMigrationTable(database);
  await refuseNewer(database.read);
  for (const migration of migrations) {
    await database.transaction((tx) => applyOnce(tx, migration), { patient: true });
  }
}

async function makeMigrationTable(database: Database): Promise<void> {
  const { integer } = database.dialect;
  const sql = `CREATE TABLE IF NOT EXISTS migration (number ${integer} PRIMARY KEY, name TEXT NOT NULL, applied_at ${integer} NOT NULL)`;
  try {
    await database.transaction((tx) => tx.run(sql));
  } catch (error) {
    // PostgreSQL looks before it locks: of two that make the table at once, one fails. If it is there now, all is well.
    await database.read.all('SELECT number FROM migration').catch(() => {
      throw error;
    });
  }
}

async function applyOnce(tx: Session, migration: Migration): Promise<void> {
  // Written first: another process that comes to the same row waits here until this one is done.
  const applied = await tx.run(
    'INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING',
    [migration.number, migration.name, Date.now()],
  );
  if (applied === 0) return;
  for (const statement of migration.statements(tx.dialect)) await tx.run(statement);
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
