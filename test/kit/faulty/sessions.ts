// A store whose transactions work through a session that is not quite the real one.
import type { Database, Session } from '../../../server/store/database.ts';

/** @param around what a transaction is given in place of its session; asked anew where its work is run again */
export const withSessions = (database: Database, around: (tx: Session) => Session): Database => ({
  ...database,
  transaction: (work, options) => database.transaction((tx) => work(around(tx)), options),
});
