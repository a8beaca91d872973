// A store with the fault that what 出行服务 must be told is written in a transaction of its own, after the one that changes the state.
import type { Database, Session, SqlValue } from '../../../server/store/database.ts';
import { withSessions } from './sessions.ts';

type Write = readonly [sql: string, sets: readonly (readonly SqlValue[])[]];

const isOutbox = (sql: string) => /^INSERT INTO (outbox_event|delivery_lane)\b/.test(sql);

/** @param between what comes after the one transaction and before the other */
export const outboxApart = (
  database: Database,
  between: () => Promise<void> = async () => undefined,
): Database => ({
  ...database,
  async transaction(work, options) {
    let later: Write[] = [];
    const withoutOutbox = (tx: Session): Session => {
      later = [];
      return {
        ...tx,
        async runEach(sql, sets) {
          if (!isOutbox(sql)) return tx.runEach(sql, sets);
          later.push([sql, sets]);
          return sets.map(() => 1);
        },
      };
    };
    const result = await withSessions(database, withoutOutbox).transaction(work, options);
    if (later.length === 0) return result;
    await between();
    await database.transaction(async (tx) => {
      for (const write of later) await tx.runEach(...write);
    });
    return result;
  },
});
