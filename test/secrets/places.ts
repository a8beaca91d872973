// All that a store keeps, as one text: every row of every table, and where it is a file, every byte of it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../server/store/database.ts';

const tablesOf = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table'",
  postgres: 'SELECT relname AS name FROM pg_stat_user_tables',
};

export async function storedText({ dialect, read }: Database, dataDir: string): Promise<string> {
  const tables = await read.all<{ name: string }>(tablesOf[dialect.name]);
  const rows: unknown[] = [];
  for (const { name } of tables) rows.push(await read.all(`SELECT * FROM ${name}`));
  const files = dialect.name === 'sqlite' ? readdirSync(dataDir) : [];
  const bytes = files
    .filter((name) => name.startsWith('chelian.db'))
    .map((name) => readFileSync(join(dataDir, name), 'latin1'));
  return [JSON.stringify(rows), ...bytes].join('\n');
}
