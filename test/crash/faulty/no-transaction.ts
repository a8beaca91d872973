// The fault: a group of claims is saved statement by statement, each in a transaction of its own, and the stock's counter last.
import type { Database, Session } from '../../../server/store/database.ts';
import { onSpoiltStore, serve } from '../../kit/faulty/serve.ts';
import { pause } from '../../kit/pause.ts';

const beforeCounterMs = 300;

const spoilt = (database: Database): Database => {
  const alone: Session = {
    dialect: database.dialect,
    all: (sql, values) => database.transaction((tx) => tx.all(sql, values)),
    run: (sql, values) => database.transaction((tx) => tx.run(sql, values)),
    allEach: (sql, sets) => database.read.allEach(sql, sets),
    async runEach(sql, sets) {
      if (sql.startsWith('UPDATE stock_counter')) await pause(beforeCounterMs);
      return database.transaction((tx) => tx.runEach(sql, sets));
    },
  };
  return { ...database, transaction: (work) => work(alone) };
};

await serve(onSpoiltStore(spoilt));
