// All that a store keeps, to be searched: every row of every table, and every byte of the files in its directory.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../server/store/database.ts';

const tablesOf = {
  sqlite: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
  postgres: 'SELECT relname AS name FROM pg_stat_user_tables ORDER BY relname',
};

/** By the tables' names, in their order. */
export async function allRows({ dialect, read }: Database): Promise<[table: string, rows: unknown[]][]> {
  const tables = await read.all<{ name: string }>(tablesOf[dialect.name]);
  const contents: [string, unknown[]][] = [];
  for (const { name } of tables) contents.push([name, await read.all(`SELECT * FROM ${name}`)]);
  return contents;
}

/** Databases, backups, and whatever else is put there; a character is a byte. */
export function filesIn(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}
