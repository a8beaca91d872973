// Compares a table of the target with what the source says it must be: row by row, both sides in the order of their keys.
import { createHash } from 'node:crypto';
import type { Session } from '../database.ts';
import { compareKeys } from './order.ts';
import { presentRows, wantedRows } from './rows.ts';
import { keyOf, type Row } from './scan.ts';
import type { CopiedTable } from './tables.ts';

/** The sum of a table on one side: SHA-256 over a line for each row, the JSON of its values in the order of the columns' names. */
export interface TableSum {
  readonly rows: number;
  readonly sha256: string;
}

export interface Comparison {
  readonly table: string;
  readonly wanted: TableSum;
  readonly present: TableSum;
  /** The first row that is missing on one side, or is another there. */
  readonly firstDifference: Row | undefined;
}

/** @param target a transaction's session */
export async function compareTable(
  source: Session,
  target: Session,
  table: CopiedTable,
  buckets: number,
  onRows: (rows: number) => void,
): Promise<Comparison> {
  const wanted = readSide(wantedRows(source, table, buckets), table);
  const present = readSide(presentRows(target, table), table, onRows);
  let firstDifference: Row | undefined;
  let [one, other] = [await wanted.next(), await present.next()];
  while (one !== undefined || other !== undefined) {
    const order = orderOf(one, other);
    if (order !== 0 || one?.line !== other?.line) {
      const key = (order <= 0 ? one : other)?.key ?? [];
      firstDifference ??= Object.fromEntries(Object.keys(table.key).map((name, n) => [name, key[n] ?? null]));
    }
    // Whichever is behind goes on.
    if (order <= 0) one = await wanted.next();
    if (order >= 0) other = await present.next();
  }
  return { table: table.name, wanted: wanted.sum(), present: present.sum(), firstDifference };
}

interface Line {
  readonly key: ReturnType<typeof keyOf>;
  readonly line: string;
}

function orderOf(one: Line | undefined, other: Line | undefined): number {
  if (one === undefined) return 1;
  return other === undefined ? -1 : compareKeys(one.key, other.key);
}

/** Row after row, adding each to the sum of its side. */
function readSide(pages: AsyncGenerator<Row[]>, { key }: CopiedTable, onRows?: (rows: number) => void) {
  const hash = createHash('sha256');
  let rows = 0;
  let page: readonly Row[] = [];
  let at = 0;
  let columns: readonly string[] | undefined;
  return {
    async next(): Promise<Line | undefined> {
      if (at >= page.length) {
        onRows?.(rows);
        page = (await pages.next()).value ?? [];
        at = 0;
      }
      const row = page[at];
      if (row === undefined) return undefined;
      at += 1;
      rows += 1;
      columns ??= Object.keys(row).sort();
      const line = JSON.stringify(columns.map((column) => row[column]));
      hash.update(`${line}\n`);
      return { key: keyOf(row, key), line };
    },
    sum: (): TableSum => ({ rows, sha256: hash.digest('hex') }),
  };
}
