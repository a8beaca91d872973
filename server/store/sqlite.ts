// The embedded engine: node:sqlite, one writer connection, WAL, synchronous=FULL. Nothing outside this file knows SQLite.
import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Database, Session } from './database.ts';
import { sqliteDialect } from './dialect.ts';
import { embeddedFile } from './embedded.ts';
import { StoreUnavailable } from './errors.ts';
import { createCheckpointer } from './sqlite/checkpointer.ts';
import { isBusy, translateSqliteError } from './sqlite/errors.ts';
import { createSqliteSession } from './sqlite/session.ts';

export interface SqliteOptions {
  /** How long a transaction waits for another process's lock before it gives up, in ms. The event loop is never blocked meanwhile. */
  lockWaitMs?: number;
  /** How many pages (4 KiB) the log may have before they are moved to the database file. */
  checkpointPages?: number;
  /** What went wrong with that; it is tried again. Unless told otherwise, the process warns. */
  onTrouble?: (error: Error) => void;
}

/**
 * Opens (and creates, if missing) the database file in a folder.
 * @throws StoreUnavailable when the file cannot be opened or does not keep its durability settings.
 */
export async function openSqlite(dataDir: string, options: SqliteOptions = {}): Promise<Database> {
  const { lockWaitMs = 2_000, checkpointPages = 10_000, onTrouble = warn } = options;
  // Imported here, so that a server on another engine never loads it.
  const sqlite = await import('node:sqlite');
  makeDirectory(dataDir);
  const path = embeddedFile(dataDir);
  const openBy = performance.now() + lockWaitMs;
  const writer = await retryWhileBusy(openBy, () => openConnection(sqlite.DatabaseSync, path));
  const reader = await retryWhileBusy(openBy, () => openConnection(sqlite.DatabaseSync, path));
  const tx = createSqliteSession(writer, { transactional: true });
  let last: Promise<unknown> = Promise.resolve();
  const checkpointer = createCheckpointer(reader, {
    path,
    pages: checkpointPages,
    betweenTransactions: inTurn,
    onTrouble,
  });

  /** One after another: there is one writer. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function runTransaction<T>(work: (tx: Session) => Promise<T>, giveUpAt: number): Promise<T> {
    await retryWhileBusy(giveUpAt, () => writer.exec('BEGIN IMMEDIATE'));
    try {
      const result = await work(tx);
      writer.exec('COMMIT');
      checkpointer.afterCommit();
      return result;
    } catch (error) {
      rollBack(writer);
      throw translateSqliteError(error);
    }
  }

  return {
    dialect: sqliteDialect,
    read: createSqliteSession(reader),
    transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
      // Counted from here, not from its turn: what queues up behind a lock that stays is answered in time all the same.
      const giveUpAt = performance.now() + lockWaitMs;
      return inTurn(() => runTransaction(work, giveUpAt));
    },
    async close() {
      await last;
      await checkpointer.close();
      reader.close();
      writer.close();
    },
  };
}

const warn = (error: Error): void => process.emitWarning(error);

function makeDirectory(path: string): void {
  try {
    // Nobody else's business: user codes stand in it in clear.
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreUnavailable(`there is no directory ${path}, and none can be made`, { cause: error });
  }
}

function openConnection(Connection: typeof DatabaseSync, path: string): DatabaseSync {
  // timeout 0: waiting inside SQLite would block the event loop; we wait outside of it.
  const connection = new Connection(path, { timeout: 0 });
  try {
    const mode = connection.prepare('PRAGMA journal_mode = WAL').get();
    // What is deleted is overwritten: a person who was erased must not stay in pages that were let go. It cost 1 % more writing where most
    // is deleted (finished deliveries), and inserting rows nothing that could be measured.
    connection.exec('PRAGMA secure_delete = ON');
    // SQLite's own checkpoint holds the event loop up: it is there for the case that the thread's cannot keep up.
    connection.exec(
      'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 100000; PRAGMA cache_size = -16000',
    );
    const synchronous = connection.prepare('PRAGMA synchronous').get();
    if (mode?.['journal_mode'] !== 'wal' || synchronous?.['synchronous'] !== 2) {
      throw new StoreUnavailable(`${path} does not keep journal_mode=WAL and synchronous=FULL`);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function rollBack(connection: DatabaseSync): void {
  // A failed COMMIT may have rolled back by itself already.
  if (connection.isTransaction) connection.exec('ROLLBACK');
}

async function retryWhileBusy<T>(giveUpAt: number, attempt: () => T): Promise<T> {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= giveUpAt) throw translateSqliteError(error);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
