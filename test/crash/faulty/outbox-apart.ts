// The fault: what 出行服务 must be told is written in a transaction of its own, after the one that changes the state.
import type { Session, SqlValue } from '../../../server/store/database.ts';
import { pause } from '../../kit/pause.ts';
import { startFaulty } from './start-faulty.ts';

type Write = readonly [sql: string, sets: readonly (readonly SqlValue[])[]];

const betweenMs = 1_000;
const isOutbox = (sql: string) => /^INSERT INTO (outbox_event|delivery_lane)\b/.test(sql);

await startFaulty((database) => ({
  ...database,
  async transaction(work, options) {
    let later: Write[] = [];
    const withoutOutbox = (tx: Session): Session => ({
      ...tx,
      async runEach(sql, sets) {
        if (!isOutbox(sql)) return tx.runEach(sql, sets);
        later.push([sql, sets]);
        return sets.map(() => 1);
      },
    });
    const result = await database.transaction((tx) => {
      later = [];
      return work(withoutOutbox(tx));
    }, options);
    if (later.length === 0) return result;
    await pause(betweenMs);
    await database.transaction(async (tx) => {
      for (const write of later) await tx.runEach(...write);
    });
    return result;
  },
}));
