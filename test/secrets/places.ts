// Where secrets are looked for. All that a store keeps: every row of every table, and every byte of the files that rows lie in, where deleted
// and changed ones leave their remains. Of PostgreSQL that is tables, indexes, what is stored out of line and the planner's samples; its log
// of writes, which it shares with other databases, is not looked at: what a server writes passes the store's port, where it is noted.
import type { Database } from '../../server/store/database.ts';
import { onPostgres } from '../kit/engine.ts';
import { allRows } from '../kit/rows.ts';
import { openTarget } from '../server/store/copy/targets.ts';
import type { Mine } from './mine.ts';

/** @param url of the database; left out: its files are found by `filesIn` */
export async function keptIn(database: Database, url?: string): Promise<{ rows: string; heap: string }> {
  return {
    rows: JSON.stringify(await allRows(database)),
    heap: url === undefined ? '' : await heapOf(url),
  };
}

/** The same of a database on the server of the run. */
export async function keptAt(url: string): Promise<{ rows: string; heap: string }> {
  return keptIn(await openTarget(url), url);
}

const relations = `SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) AS bytes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'i', 't') AND (n.nspname IN ('public', 'pg_toast') OR c.relname = 'pg_statistic')`;

function heapOf(url: string): Promise<string> {
  return onPostgres(async (client) => {
    // What was changed lately is in memory only.
    await client.query('CHECKPOINT');
    const { rows } = await client.query<{ bytes: Buffer }>(relations);
    return rows.map(({ bytes }) => bytes.toString('latin1')).join('\n');
  }, new URL(url).pathname.slice(1));
}

/** Looked up, or written. */
export const lookedUp = 'values given to the store';

/** What was written and told meanwhile, by whom. */
export function said({ lines, store, asked, called }: Mine) {
  const refusals = asked.filter(({ done }) => !done);
  return {
    log: lines.text(),
    [lookedUp]: store.text(),
    refusals: refusals.map(({ answer }) => answer).join('\n'),
    'command line': called.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
  };
}
