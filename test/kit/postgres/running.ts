// The server of this run of the tests, from its setup to its teardown: jest loads the two apart, so it is kept where both see it.
import type { PostgresServer } from './server.ts';

const holder = globalThis as { chelianTestPostgres?: PostgresServer };

export const runningServer = {
  put(server: PostgresServer): void {
    holder.chelianTestPostgres = server;
  },
  /** Once: whoever takes it stops it. */
  take(): PostgresServer | undefined {
    const server = holder.chelianTestPostgres;
    delete holder.chelianTestPostgres;
    return server;
  },
};
