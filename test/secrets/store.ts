// A store that notes every value that it is given, and that fails, when told so, with a message that repeats them.
import type { Database, Session } from '../../server/store/database.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { withSessions } from '../kit/faulty/sessions.ts';

export interface Watched {
  readonly database: Database;
  /** All values so far. */
  text(): string;
  /** Every statement fails meanwhile. */
  breaking<T>(work: () => Promise<T>): Promise<T>;
}

export function watched(database: Database): Watched {
  const seen = new Set<string>();
  let broken = false;

  async function look(sql: string, values: unknown): Promise<void> {
    const text = JSON.stringify(values);
    seen.add(text);
    if (broken) throw new StoreUnavailable(`cannot run ${sql} with ${text}`);
  }

  const session = (inner: Session): Session => ({
    dialect: inner.dialect,
    async all(sql, values = []) {
      await look(sql, values);
      return inner.all(sql, values);
    },
    async run(sql, values = []) {
      await look(sql, values);
      return inner.run(sql, values);
    },
    async allEach(sql, sets) {
      await look(sql, sets);
      return inner.allEach(sql, sets);
    },
    async runEach(sql, sets) {
      await look(sql, sets);
      return inner.runEach(sql, sets);
    },
  });

  return {
    database: { ...withSessions(database, session), read: session(database.read) },
    text: () => [...seen].join('\n'),
    async breaking(work) {
      broken = true;
      return work().finally(() => {
        broken = false;
      });
    },
  };
}
