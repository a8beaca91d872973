// Copies one table, from where it was left.
import type { Database, Session } from '../database.ts';
import { placeholders } from '../sql/placeholders.ts';
import { readPlace, writePlace } from './progress.ts';
import { wantedRows } from './rows.ts';
import { keyOf, type Row } from './scan.ts';
import type { CopiedTable } from './tables.ts';

export interface Transfer {
  readonly source: Session;
  readonly target: Database;
  readonly buckets: number;
  /** Called with the rows of the table so far: before the first page, and after each. */
  readonly onRows: (rows: number) => void;
}

/** @returns how many rows the table has */
export async function copyTable(
  { source, target, buckets, onRows }: Transfer,
  table: CopiedTable,
): Promise<number> {
  const place = await readPlace(target.read, table);
  if (place.complete) return place.rows;
  let { rows } = place;
  onRows(rows);
  for await (const page of wantedRows(source, table, buckets, place.after)) {
    const last = page.at(-1);
    if (last === undefined) continue;
    rows += page.length;
    const reached = { rows, after: keyOf(last, table.key), complete: false };
    await target.transaction(async (tx) => {
      await insertRows(tx, table.name, page);
      await writePlace(tx, table, reached);
    });
    onRows(rows);
  }
  await target.transaction((tx) => writePlace(tx, table, { rows, complete: true }));
  return rows;
}

async function insertRows(tx: Session, name: string, page: readonly Row[]): Promise<void> {
  const columns = Object.keys(page[0] ?? {});
  const list = columns.join(', ');
  await tx.runEach(
    `INSERT INTO ${name} (${list}) VALUES (${placeholders(list)})`,
    page.map((row) => columns.map((column) => row[column] ?? null)),
  );
}
