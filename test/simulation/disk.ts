// The SQLite database that the simulated processes share. It is in memory, behind one connection: whoever reads while another
// writes waits until that is over, and so sees what is committed and nothing else.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Session } from '../../server/store/database.ts';
import { sqliteDialect } from '../../server/store/dialect.ts';
import { migrate } from '../../server/store/migrate.ts';
import { createSqliteSession } from '../../server/store/sqlite/session.ts';

export interface Disk {
  /** For when nobody writes. */
  readonly read: Session;
  readonly tx: Session;
  readonly isWriting: boolean;
  begin(): void;
  commit(): void;
  rollBack(): void;
  /** Called at the end of each transaction. @returns takes it back */
  onEnd(listener: () => void): () => void;
  /** For the simulation itself, at once and outside of all processes. */
  rows<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** For what was there before the run began. */
  setUp<T>(work: (tx: Session) => Promise<T>): Promise<T>;
  /** Empties all tables. */
  wipe(): void;
  close(): void;
}

export async function createDisk(): Promise<Disk> {
  const connection = new DatabaseSync(':memory:');
  const tx = createSqliteSession(connection, { transactional: true });
  const read = createSqliteSession(connection);
  const kept = new Map<string, StatementSync>();
  let listeners = new Set<() => void>();
  let tables: string[] = [];

  function end(how: 'COMMIT' | 'ROLLBACK'): void {
    connection.exec(how);
    for (const listener of [...listeners]) listener();
  }

  const disk: Disk = {
    read,
    tx,
    get isWriting() {
      return connection.isTransaction;
    },
    begin: () => connection.exec('BEGIN IMMEDIATE'),
    commit: () => end('COMMIT'),
    rollBack() {
      if (connection.isTransaction) end('ROLLBACK');
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rows(sql, ...values) {
      const statement = kept.get(sql) ?? connection.prepare(sql);
      kept.set(sql, statement);
      return statement.all(...values) as never[];
    },
    async setUp(work) {
      disk.begin();
      const result = await work(tx);
      disk.commit();
      return result;
    },
    wipe() {
      listeners = new Set();
      disk.rollBack();
      connection.exec('PRAGMA foreign_keys = OFF; BEGIN');
      for (const table of tables) connection.exec(`DELETE FROM ${table}`);
      connection.exec('COMMIT; PRAGMA foreign_keys = ON');
    },
    close: () => connection.close(),
  };
  await migrate({ dialect: sqliteDialect, read, transaction: disk.setUp, close: async () => undefined });
  const found = disk.rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  tables = found.map(({ name }) => name).filter((name) => name !== 'migration');
  return disk;
}
