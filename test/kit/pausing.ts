// A database that pauses before each statement of a transaction, so that those on two connections really come in between each other.
import type { Database } from '../../server/store/database.ts';
import { withSessions } from './faulty/sessions.ts';

const turn = () => new Promise(setImmediate);

export const pausing = (database: Database): Database =>
  withSessions(database, (tx) => ({
    ...tx,
    all: (...statement) => turn().then(() => tx.all(...statement)),
    run: (...statement) => turn().then(() => tx.run(...statement)),
    allEach: (...statement) => turn().then(() => tx.allEach(...statement)),
    runEach: (...statement) => turn().then(() => tx.runEach(...statement)),
  }));
