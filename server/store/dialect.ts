// The few places where the SQL of our engines differs. Everything else is one text for all of them.
import type { SqlValue } from './database.ts';

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Column type of a 64-bit whole number. */
  readonly integer: string;
  /** Statements that create a table of what every bucket shares: small, and read everywhere. */
  sharedTable(name: string, columns: string): readonly string[];
  /** Statements that create a table whose keys begin with the bucket. */
  bucketTable(name: string, columns: string, options?: BucketTableOptions): readonly string[];
  /** What follows a SELECT that must keep its rows until the transaction ends. */
  readonly forUpdate: string;
  /** Follows `forUpdate` where rows that somebody else keeps are left out instead of waited for. */
  readonly skipLocked: string;
  /** `column IN (…)` for a list that is bound as one value. */
  oneOf(column: string): string;
  /** The value to bind for `oneOf`. */
  list(values: readonly string[]): SqlValue;
}

export interface BucketTableOptions {
  /** Its rows are written over and over: room is left beside each, so that a new version needs no new page. */
  readonly rewritten?: boolean;
}

const sqliteTable = (name: string, columns: string) => [
  `CREATE TABLE ${name} (${columns}) STRICT, WITHOUT ROWID`,
];

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  integer: 'INTEGER',
  sharedTable: sqliteTable,
  bucketTable: sqliteTable,
  // One writer at a time, from BEGIN IMMEDIATE to COMMIT: every row is locked already.
  forUpdate: '',
  skipLocked: '',
  oneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  list: (values) => JSON.stringify(values),
};

/** @param partitions how many hash partitions a bucket's table is spread over; 0: plain tables, which a distributed engine may then shard itself */
export function postgresDialect(partitions: number): Dialect {
  return {
    name: 'postgres',
    integer: 'BIGINT',
    sharedTable: (name, columns) => [`CREATE TABLE ${name} (${columns})`],
    bucketTable(name, columns, { rewritten = false } = {}) {
      const storage = rewritten ? ' WITH (fillfactor = 50)' : '';
      if (partitions === 0) return [`CREATE TABLE ${name} (${columns})${storage}`];
      const parts = Array.from(
        { length: partitions },
        (_, part) =>
          `CREATE TABLE ${name}_${part} PARTITION OF ${name} FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part})${storage}`,
      );
      return [`CREATE TABLE ${name} (${columns}) PARTITION BY HASH (bucket)`, ...parts];
    },
    // Weaker than FOR UPDATE: our keys never change.
    forUpdate: 'FOR NO KEY UPDATE',
    skipLocked: 'SKIP LOCKED',
    oneOf: (column) => `${column} = ANY (?)`,
    list: (values) => values,
  };
}
