// Statements on one SQLite connection. Each SQL text is prepared once and kept.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Session, SqlValue } from '../database.ts';
import { sqliteDialect } from '../dialect.ts';
import { translateSqliteError } from './errors.ts';

export interface SqliteSessionOptions {
  /** Statements belong to a transaction: where it is over, none may run. */
  readonly transactional?: boolean;
}

export function createSqliteSession(
  connection: DatabaseSync,
  { transactional = false }: SqliteSessionOptions = {},
): Session {
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    // A full disk makes SQLite roll back by itself; what was already on its way behind that would be committed on its own.
    if (transactional && !connection.isTransaction) throw new Error('the transaction is over');
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = connection.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  }

  return {
    dialect: sqliteDialect,
    all: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
      translated(() => prepare(sql).all(...bindable(values)) as Row[]),
    run: async (sql, values = []) => translated(() => Number(prepare(sql).run(...bindable(values)).changes)),
    allEach: async <Row>(sql: string, sets: readonly (readonly SqlValue[])[]) =>
      translated(() => {
        const statement = prepare(sql);
        return sets.map((values) => statement.all(...bindable(values)) as Row[]);
      }),
    runEach: async (sql, sets) =>
      translated(() => {
        const statement = prepare(sql);
        return sets.map((values) => Number(statement.run(...bindable(values)).changes));
      }),
  };
}

/** The dialect binds lists as JSON text, so no array ever reaches this engine. */
function bindable(values: readonly SqlValue[]): SQLInputValue[] {
  return values as SQLInputValue[];
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error);
  }
}
