// What two databases hold, read and compared without any of the code that copies.
import { createHash } from 'node:crypto';
import { onPostgres } from '../../../kit/engine.ts';
import { onSqlite } from './fill.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

const notCopied = "name NOT IN ('probed-at', 'buckets')";
const query = (table: string) => `SELECT * FROM ${table}${table === 'setting' ? ` WHERE ${notCopied}` : ''}`;

/** Rows and digest of every table but the migrations. */
export function contentsOfSqlite(dataDir: string): Record<string, string> {
  return onSqlite(dataDir, (connection) => {
    const tables = connection
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migration'")
      .all();
    return digests(tables.map(({ name }) => [String(name), connection.prepare(query(String(name))).all()]));
  });
}

export function contentsOfPostgres(url: string): Promise<Record<string, string>> {
  return onPostgres(async (client) => {
    const { rows: tables } = await client.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migration'",
    );
    const all: [string, Rows][] = [];
    for (const { relname } of tables) {
      // BIGINT comes as text.
      const { rows, fields } = await client.query({ text: query(relname), rowMode: 'array' });
      const named = rows.map((row: unknown[]) =>
        Object.fromEntries(
          fields.map(({ name, dataTypeID }, n) => [
            name,
            dataTypeID === 20 && row[n] !== null ? Number(row[n]) : row[n],
          ]),
        ),
      );
      all.push([relname, named]);
    }
    return digests(all);
  }, new URL(url).pathname.slice(1));
}

function digests(tables: readonly (readonly [string, Rows])[]): Record<string, string> {
  const entries = tables.map(([name, rows]) => {
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
    const digest = createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16);
    return [name, `${rows.length} rows ${digest}`] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
