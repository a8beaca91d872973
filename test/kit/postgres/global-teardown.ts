// After the tests on PostgreSQL.
import { runningServer } from './running.ts';

async function teardown(): Promise<void> {
  await runningServer.take()?.remove();
}

export { teardown as default };
