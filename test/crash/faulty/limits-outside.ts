// The fault: how many were issued is read before the lock is taken, and decided on when it is held. That a unit of work does nothing but
// read and write through its session lets it be run for its reads alone.
import type { Database, Session } from '../../../server/store/database.ts';
import { onSpoiltStore, serve } from '../../kit/faulty/serve.ts';
import { withSessions } from '../../kit/faulty/sessions.ts';

type Rows = unknown[][];

const isCount = (sql: string) => /\bFROM stock_(counter|user)\b/.test(sql);
const withoutLock = (sql: string) => sql.replace(/ FOR [A-Z ]+$/, ' ');
const keyOf = (...asked: Parameters<Session['allEach']>) => JSON.stringify(asked);

const spoilt = (database: Database): Database => {
  const { read } = database;

  /** Reads without a lock, remembers the counts, and writes nothing. */
  const looking = (seen: Map<string, Rows>): Session => ({
    ...read,
    all: (sql, values) => read.all(withoutLock(sql), values),
    run: async () => 1,
    runEach: async (_, sets) => sets.map(() => 1),
    allEach: async <Row>(...[sql, sets]: Parameters<Session['allEach']>) => {
      const rows = await read.allEach<Row>(withoutLock(sql), sets);
      if (isCount(sql)) seen.set(keyOf(sql, sets), rows);
      return rows;
    },
  });

  const believing = (tx: Session, seen: ReadonlyMap<string, Rows>): Session => ({
    ...tx,
    allEach: async <Row>(...[sql, sets]: Parameters<Session['allEach']>) => {
      const rows = await tx.allEach<Row>(sql, sets);
      return (seen.get(keyOf(sql, sets)) as Row[][] | undefined) ?? rows;
    },
  });

  return {
    ...database,
    async transaction(work, options) {
      const seen = new Map<string, Rows>();
      // What cannot be done without its writes is none of the claims.
      await work(looking(seen)).catch(() => undefined);
      return withSessions(database, (tx) => believing(tx, seen)).transaction(work, options);
    },
  };
};

await serve(onSpoiltStore(spoilt));
