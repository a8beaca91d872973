// A PostgreSQL store opened without the rest of the server, and what other sessions do to it meanwhile.
import type { Client } from 'pg';
import type { Database, Session } from '../../../../server/store/database.ts';
import { openPostgres, type PostgresOptions } from '../../../../server/store/postgres.ts';
import { closedAtEnd } from '../../../kit/database.ts';
import { onPostgres, storeEnv } from '../../../kit/engine.ts';
import { type BrokenNetwork, startProxy } from '../../../kit/postgres/proxy.ts';
import { tempDir } from '../../../kit/temp-dir.ts';

export interface Store {
  readonly url: string;
  readonly name: string;
  readonly database: Database;
}

/** A database with one table `item` (name, value) that has `a` and `b`, both 0. */
export async function openItems(options?: PostgresOptions): Promise<Store> {
  const made = await makeItems();
  return { ...made, database: closedAtEnd(await openPostgres(made.url, options)) };
}

/** The same, over a network that can be broken. */
export async function openItemsByProxy(options?: PostgresOptions): Promise<Store & { proxy: BrokenNetwork }> {
  const made = await makeItems();
  const proxy = await startProxy(made.url);
  return { ...made, proxy, database: closedAtEnd(await openPostgres(proxy.url, options)) };
}

export async function makeItems(): Promise<{ url: string; name: string }> {
  const { DATABASE_URL: url = '' } = await storeEnv(tempDir(), { empty: true });
  const name = new URL(url).pathname.slice(1);
  await onPostgres(async (client) => {
    await client.query('CREATE TABLE item (name TEXT PRIMARY KEY, value BIGINT NOT NULL)');
    await client.query("INSERT INTO item VALUES ('a', 0), ('b', 0)");
    await client.query('GRANT ALL ON item TO PUBLIC');
  }, name);
  return { url, name };
}

export const setItem = (session: Session, name: string, value: number): Promise<number> =>
  session.run(
    'INSERT INTO item (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );

/** Names and values, as one line. */
export async function itemsOf({ read }: Database): Promise<string> {
  const rows = await read.all<{ name: string; value: number }>('SELECT name, value FROM item ORDER BY name');
  return rows.map(({ name, value }) => `${name}=${value}`).join(' ');
}

export const lockItem = (session: Session, name: string) =>
  session.all('SELECT value FROM item WHERE name = ? FOR UPDATE', [name]);

export async function backendOf(session: Session): Promise<number> {
  const [row] = await session.all<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return row?.pid ?? 0;
}

/** Ends sessions as an administrator does, and waits until they are gone. @param pid left out: all sessions at the database */
export function terminate(name: string, pid?: number): Promise<void> {
  const theirs = `FROM pg_stat_activity WHERE datname = '${name}'${pid === undefined ? '' : ` AND pid = ${pid}`}`;
  return onPostgres(async (client) => {
    await client.query(`SELECT pg_terminate_backend(pid) ${theirs}`);
    await until(async () => (await client.query(`SELECT pid ${theirs}`)).rowCount === 0);
  });
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}

/** Another session holds an item's lock while `work` runs. */
export function whileLocked<T>(store: Store, item: string, work: (other: Client) => Promise<T>): Promise<T> {
  return onPostgres(async (other) => {
    await other.query('BEGIN');
    await other.query('SELECT value FROM item WHERE name = $1 FOR UPDATE', [item]);
    return await work(other);
  }, store.name);
}

/** How long that took, in ms, and how it ended. */
export async function timed(work: Promise<unknown>): Promise<{ ms: number; error: unknown }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return { ms: performance.now() - startedAt, error };
}
