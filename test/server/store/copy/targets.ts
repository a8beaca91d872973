// Databases to copy into, on the PostgreSQL server of the run; each is gone after its test.
import type { Database } from '../../../../server/store/database.ts';
import { openPostgres } from '../../../../server/store/postgres.ts';
import { atEnd } from '../../../kit/at-end.ts';
import { closedAtEnd } from '../../../kit/database.ts';
import { onPostgres } from '../../../kit/engine.ts';

let made = 0;

/** An empty one that sorts as English does, case and accents last. @returns its URL */
export async function emptyTarget(): Promise<string> {
  made += 1;
  const name = `target_${process.pid}_${process.env['JEST_WORKER_ID'] ?? 0}_${made}`;
  await onPostgres((client) =>
    client.query(
      `CREATE DATABASE ${name} TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' ENCODING 'UTF8'`,
    ),
  );
  atEnd(() => onPostgres((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

export async function openTarget(url: string, partitions = 0): Promise<Database> {
  return closedAtEnd(await openPostgres(url, { statementTimeoutMs: 0, partitions }));
}
