// Every row of every table.
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
