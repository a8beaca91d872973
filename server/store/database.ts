// The store's port: what a database engine must offer. Rules and SQL operations are written against it alone.
import type { Dialect } from './dialect.ts';

export type SqlValue = string | number | null | readonly string[];

/** Statements inside one transaction, or reads outside of any. SQL is written with `?` for values. */
export interface Session {
  readonly dialect: Dialect;
  /** All rows of one statement. */
  all<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** Runs one statement and tells how many rows it changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /** The same query for many sets of values; the answers stand in the order of the sets. */
  allEach<Row>(sql: string, sets: readonly (readonly SqlValue[])[]): Promise<Row[][]>;
  /**
   * The same statement for many sets of values; how many rows each of them changed. No row belongs to two of the sets:
   * an engine may write them all at once.
   */
  runEach(sql: string, sets: readonly (readonly SqlValue[])[]): Promise<number[]>;
}

export interface TransactionOptions {
  /** It may take long, wait long for others, and be silent for long: a migration, a copy. */
  readonly patient?: boolean;
}

export interface Database {
  readonly dialect: Dialect;
  /** Reads that need no transaction; they see what is committed. */
  readonly read: Session;
  /**
   * Runs `work` in one write transaction: committed and on disk when the promise resolves, rolled back when it rejects.
   * `work` may be run again after a conflict, so it must do nothing but read and write through its session.
   * @throws StoreUnavailable when the engine cannot write now (locked, full, unreachable): nothing was changed. Only where the connection
   *   to a server broke at COMMIT it cannot be known: whoever asks again, with the same request, finds out.
   */
  transaction<T>(work: (tx: Session) => Promise<T>, options?: TransactionOptions): Promise<T>;
  close(): Promise<void>;
}

/** The first row, where a query can have one at most. */
export async function first<Row>(
  session: Session,
  sql: string,
  values?: readonly SqlValue[],
): Promise<Row | undefined> {
  const rows = await session.all<Row>(sql, values);
  return rows[0];
}

/** How many rows all sets of a `runEach` have changed. */
export const allChanged = (changed: readonly number[]): number =>
  changed.reduce((total, rows) => total + rows, 0);
