// What a worker has as long as it lives. A dead one writes nothing more and calls nobody, although its promises go on in this process.
import type { Send } from '../../../server/delivery/transport.ts';
import type { Database, Session } from '../../../server/store/database.ts';

export interface Life {
  isOver: boolean;
}

/** Nothing is read or written after the end; a transaction that was open then is rolled back, as the engine would. */
export function mortalDatabase(database: Database, life: Life): Database {
  return {
    ...database,
    read: mortalSession(database.read, life),
    transaction: (work, options) =>
      alive(life, () => database.transaction((tx) => work(mortalSession(tx, life)), options)),
  };
}

/** After the end nobody hears of a call, and it hears no answer. */
export function mortalSend(send: Send, life: Life): Send {
  return (url, body) => (life.isOver ? new Promise<never>(() => undefined) : send(url, body));
}

function mortalSession(session: Session, life: Life): Session {
  return {
    dialect: session.dialect,
    all: (sql, values) => alive(life, () => session.all(sql, values)),
    run: (sql, values) => alive(life, () => session.run(sql, values)),
    allEach: (sql, sets) => alive(life, () => session.allEach(sql, sets)),
    runEach: (sql, sets) => alive(life, () => session.runEach(sql, sets)),
  };
}

async function alive<Result>(life: Life, work: () => Promise<Result>): Promise<Result> {
  if (life.isOver) throw new Error('this worker is dead');
  const result = await work();
  if (life.isOver) throw new Error('this worker died meanwhile');
  return result;
}
