// A database that pauses before each statement of a transaction, so that those on two connections really come in between each other.
import type { Database, Session } from '../../server/store/database.ts';

const turn = () => new Promise(setImmediate);

export function pausing({ transaction, ...database }: Database): Database {
  const slow = (tx: Session): Session => ({
    ...tx,
    all: (...statement) => turn().then(() => tx.all(...statement)),
    run: (...statement) => turn().then(() => tx.run(...statement)),
    allEach: (...statement) => turn().then(() => tx.allEach(...statement)),
    runEach: (...statement) => turn().then(() => tx.runEach(...statement)),
  });
  return { ...database, transaction: (work) => transaction((tx) => work(slow(tx))) };
}
