// Statements on one PostgreSQL connection, or on whichever of the pool is free. Each SQL text is prepared once for each connection.
import type { QueryConfig, QueryResult } from 'pg';
import type { Session, SqlValue } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { arrayLiteral, kindOf } from './arrays.ts';
import { type EachStatement, eachChange, eachQuery, type Kind } from './each.ts';
import { translatePostgresError } from './errors.ts';
import type { Statements } from './statements.ts';

type Statement = QueryConfig & { rowMode?: 'array'; query_timeout?: number };

/** A connection, or whichever is free. */
export interface Queryable {
  query(statement: Statement): Promise<QueryResult>;
}

type Sets = readonly (readonly SqlValue[])[];

export function createPostgresSession(
  connection: Queryable,
  dialect: Dialect,
  statements: Statements,
): Session {
  async function send(config: Statement): Promise<QueryResult> {
    try {
      return await connection.query(config);
    } catch (error) {
      throw translatePostgresError(error);
    }
  }

  const one = (sql: string, values: readonly SqlValue[] = []) =>
    send({ ...statements.single(sql), values: [...values] });

  function each(statement: EachStatement, sets: Sets): Promise<QueryResult> {
    const values = statement.places.map((place) => arrayLiteral(sets, place));
    return send({ ...statements.named(statement.sql), values, rowMode: 'array' });
  }

  return {
    dialect,
    all: async <Row>(sql: string, values?: readonly SqlValue[]) => (await one(sql, values)).rows as Row[],
    run: async (sql, values) => (await one(sql, values)).rowCount ?? 0,

    async allEach<Row>(sql: string, sets: Sets): Promise<Row[][]> {
      if (sets.length <= 1)
        return Promise.all(sets.map(async (values) => (await one(sql, values)).rows as Row[]));
      const { fields, rows } = await each(statements.each(sql, kindsOf(sets), eachQuery), sets);
      const names = fields.slice(1).map((field) => field.name);
      const bySet: Row[][] = sets.map(() => []);
      for (const [n, ...values] of rows as [number, ...unknown[]][])
        bySet[n - 1]?.push(rowOf(names, values) as Row);
      return bySet;
    },

    async runEach(sql, sets) {
      if (sets.length === 0) return [];
      const statement = sets.length === 1 ? undefined : statements.each(sql, kindsOf(sets), eachChange);
      if (statement === undefined)
        return Promise.all(sets.map(async (values) => (await one(sql, values)).rowCount ?? 0));
      const { rows, command } = await each(statement, sets);
      const changed = sets.map((): number => (command === 'INSERT' ? 1 : 0));
      for (const [n] of rows as [number][]) changed[n - 1] = (changed[n - 1] ?? 0) + 1;
      return changed;
    },
  };
}

const kindsOf = (sets: Sets): Kind[] => (sets[0] ?? []).map((_, place) => kindOf(sets, place));

function rowOf(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let column = 0; column < names.length; column += 1) row[names[column] as string] = values[column];
  return row;
}
