// The few places where the SQL of our engines differs. Everything else is one text for both.
import type { SqlValue } from './database.ts';

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Column type of a 64-bit whole number. */
  readonly integer: string;
  /** What follows the closing bracket of CREATE TABLE. */
  readonly tableOptions: string;
  /** What follows a SELECT that must keep its rows until the transaction ends. */
  readonly forUpdate: string;
  /** Follows `forUpdate` where rows that somebody else keeps are left out instead of waited for. */
  readonly skipLocked: string;
  /** `column IN (…)` for a list that is bound as one value. */
  oneOf(column: string): string;
  /** The value to bind for `oneOf`. */
  list(values: readonly string[]): SqlValue;
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  integer: 'INTEGER',
  tableOptions: 'STRICT, WITHOUT ROWID',
  // One writer at a time, from BEGIN IMMEDIATE to COMMIT: every row is locked already.
  forUpdate: '',
  skipLocked: '',
  oneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  list: (values) => JSON.stringify(values),
};
