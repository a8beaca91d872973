// PostgreSQL, 14 or newer: many server processes, one database. Nothing outside this file and its folder knows the driver.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Database, Session, TransactionOptions } from './database.ts';
import { postgresDialect } from './dialect.ts';
import { StoreBusy } from './errors.ts';
import { connectionOptions } from './postgres/connection.ts';
import { Conflict, tookTooLong, translatePostgresError } from './postgres/errors.ts';
import { createPostgresSession, type Queryable } from './postgres/session.ts';
import { createStatements } from './postgres/statements.ts';
import { beginTransaction } from './postgres/transaction.ts';

export interface PostgresOptions {
  /** Connections at most. */
  readonly poolSize?: number;
  /** How long a statement may take, in ms; 0: as long as it takes, for tools that read much. */
  readonly statementTimeoutMs?: number;
  /** Hash partitions that tables are created with; 0: plain tables. */
  readonly partitions?: number;
}

/** How often a transaction that lost against others is run in all. */
const attempts = 6;

/** How long a server that did something is taken to be there still, and how often it is asked for a connection meanwhile. */
const aliveMs = 5_000;
const connectsAtMost = 2;

/**
 * Opens a pool of connections; decisions and reads alike go to the one server of the URL, never to a replica.
 * @param url postgres://user:password@host:port/database
 * @throws StoreUnavailable when there is no such server or database, or it does not let us in
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const { poolSize = 10, statementTimeoutMs = 3_000, partitions = 0 } = options;
  const dialect = postgresDialect(partitions);
  const statements = createStatements();
  const pool = new pg.Pool({ ...connectionOptions(url, statementTimeoutMs), max: poolSize });
  // A connection that dies while nobody uses it; the pool has taken it out already, and the next one is opened when it is needed.
  pool.on('error', () => undefined);
  // While one is checked out the pool does not listen, and an error event without a listener ends the process. Its statements fail by
  // themselves, and the pool takes no dead connection back.
  pool.on('connect', (client) => client.on('error', () => undefined));

  /** When the server last did what it was asked. */
  let heardAt = Number.NEGATIVE_INFINITY;

  async function connect(): Promise<pg.PoolClient> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await pool.connect();
      } catch (error) {
        const isAlive = performance.now() - heardAt < aliveMs;
        if (!tookTooLong(error) || !isAlive) throw translatePostgresError(error);
        // Setting one up takes several turns of our event loop, and of the server: on a machine that is out of breath they take longer
        // than the limit. It was there a moment ago: asked again, it most likely lets us in, and no group of claims fails for it.
        if (tried === connectsAtMost)
          throw new StoreBusy('PostgreSQL: no connection was to be had in time', { cause: error });
      }
    }
  }

  async function attempt<T>(work: (tx: Session) => Promise<T>, options: TransactionOptions): Promise<T> {
    const client = await connect();
    let broken: unknown;
    const transaction = beginTransaction(client, dialect, statements, options);
    try {
      const result = await work(transaction.session);
      await transaction.commit();
      heardAt = performance.now();
      return result;
    } catch (error) {
      broken = await transaction.rollBack();
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  }

  /** Each statement by itself, on whichever connection is free. */
  const anyConnection: Queryable = {
    async query(statement) {
      const client = await connect();
      let answered = false;
      try {
        const result = await client.query(statement);
        answered = true;
        heardAt = performance.now();
        return result;
      } finally {
        // What failed may have left something behind: the connection is not used again.
        client.release(!answered);
      }
    },
  };

  const read = createPostgresSession(anyConnection, dialect, statements);
  try {
    await read.all('SELECT 1 AS one');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    dialect,
    read,
    async transaction<T>(work: (tx: Session) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(work, options);
        } catch (error) {
          if (!(error instanceof Conflict) || tried === attempts) throw error;
          // Both sides of a conflict would meet again if they waited equally long.
          await delay(Math.random() * 10 * 2 ** tried);
        }
      }
    },
    close: () => pool.end(),
  };
}
