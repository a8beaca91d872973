// One transaction on one connection, from BEGIN to its end. Statements go out in it or not at all.
import type { ClientBase } from 'pg';
import type { Session, TransactionOptions } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { StoreUnavailable } from '../errors.ts';
import { translatePostgresError } from './errors.ts';
import { createPostgresSession, type Queryable } from './session.ts';
import type { Statements } from './statements.ts';

export interface Transaction {
  readonly session: Session;
  /** @throws StoreUnavailable when it cannot be known whether the transaction is committed; whoever asks again finds out. */
  commit(): Promise<void>;
  /** @returns what is wrong with a connection that cannot even do that */
  rollBack(): Promise<unknown>;
}

const longestTimer = 2 ** 31 - 1;

const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE';
const beginPatiently = `${begin}; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

export function beginTransaction(
  client: ClientBase,
  dialect: Dialect,
  statements: Statements,
  { patient = false }: TransactionOptions,
): Transaction {
  /** Why nothing may be sent: outside of a transaction it would be committed by itself. */
  let over: Error | undefined;
  const guarded: Queryable = {
    query(statement) {
      if (over !== undefined) return Promise.reject(over);
      // Whom the server gives all the time in the world, the driver does too.
      return client.query(patient ? { ...statement, query_timeout: longestTimer } : statement);
    },
  };
  // Not awaited: it goes out together with the first statement of the work.
  const begun = client.query(patient ? beginPatiently : begin);
  begun.catch((error: Error) => {
    over ??= error;
  });

  function end(statement: 'COMMIT' | 'ROLLBACK') {
    over ??= new Error('the transaction is over');
    return client.query(statement);
  }

  return {
    session: createPostgresSession(guarded, dialect, statements),
    async commit() {
      try {
        await begun;
        const { command } = await end('COMMIT');
        // What the server answers when a statement had failed and nobody minded.
        if (command !== 'COMMIT') throw new StoreUnavailable('PostgreSQL rolled the transaction back');
      } catch (error) {
        throw translatePostgresError(error);
      }
    },
    rollBack: () =>
      end('ROLLBACK').then(
        () => undefined,
        (error: unknown) => error,
      ),
  };
}
