// Reads a table from end to end in pages, in the same order on every engine: texts by their bytes, numbers by their size.
import type { Session, SqlValue } from '../database.ts';
import type { CopiedTable } from './tables.ts';

export type Row = Readonly<Record<string, string | number | null>>;
/** The values of a row's key, in the order of its columns. */
export type Key = readonly (string | number)[];

export interface Scan {
  readonly name: string;
  readonly key: CopiedTable['key'];
  /** `SELECT … FROM … t`. */
  readonly select: string;
  readonly where?: string | undefined;
  /** Its primary key begins with the bucket. */
  readonly inBuckets: boolean;
}

export const pageSize = 1_000;

/** Pages of at most `pageSize` rows. @param after begins behind the row of this key */
export function scan(session: Session, of: Scan, after?: Key): AsyncGenerator<Row[]> {
  return session.dialect.name === 'sqlite' ? byKey(session, of, after) : byCursor(session, of, after);
}

export const keyOf = (row: Row, key: CopiedTable['key']): Key =>
  Object.keys(key).map((column) => row[column] as string | number);

/** By the primary key, a page from where the last one ended. The embedded engine has bucket 0 alone. */
async function* byKey(session: Session, of: Scan, after?: Key): AsyncGenerator<Row[]> {
  const columns = Object.keys(of.key).map((column) => `t.${column}`);
  const inBucket = of.inBuckets ? ['t.bucket = 0'] : [];
  for (let from = after; ; ) {
    const { text, values } = conditions(of, columns, from, inBucket);
    const rows = await session.all<Row>(
      `${of.select}${text} ORDER BY ${columns.join(', ')} LIMIT ${pageSize}`,
      values,
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    from = keyOf(last, of.key);
  }
}

/**
 * The database orders its keys by its own language, and not at all across buckets: no index has our order, so the rows are sorted,
 * once, and fetched from there. The session must be a transaction's.
 */
async function* byCursor(session: Session, of: Scan, after?: Key): AsyncGenerator<Row[]> {
  const columns = Object.entries(of.key).map(([column, type]) =>
    type === 'text' ? `t.${column} COLLATE "C"` : `t.${column}`,
  );
  const { text, values } = conditions(of, columns, after);
  const cursor = `copy_${of.name}`;
  await session.run(
    `DECLARE ${cursor} NO SCROLL CURSOR FOR ${of.select}${text} ORDER BY ${columns.join(', ')}`,
    values,
  );
  for (;;) {
    const rows = await session.all<Row>(`FETCH FORWARD ${pageSize} FROM ${cursor}`);
    if (rows.length > 0) yield rows;
    if (rows.length < pageSize) break;
  }
  await session.run(`CLOSE ${cursor}`);
}

function conditions(of: Scan, columns: readonly string[], after: Key | undefined, more: string[] = []) {
  const behind = after ? [`(${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`] : [];
  const all = [...more, ...(of.where ? [of.where] : []), ...behind];
  const values: readonly SqlValue[] = after ?? [];
  return { text: all.length > 0 ? ` WHERE ${all.join(' AND ')}` : '', values };
}
