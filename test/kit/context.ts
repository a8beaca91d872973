// The server's container for a test: a database of its own with the demo in it, nothing logged.
import { openPatiently } from '../../server/cli/open.ts';
import { type Context, createContext } from '../../server/context.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { createLog } from '../../server/ops/log.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { atEnd } from './at-end.ts';
import { storeEnv } from './engine.ts';
import { tempDir } from './temp-dir.ts';

export interface TestContextOptions {
  readonly now?: () => number;
  /** Another context's directory: a second process at the same database. */
  readonly dataDir?: string;
  /** More environment variables. */
  readonly env?: NodeJS.ProcessEnv;
  /** It looks on as a tool does: what it reads takes what time it takes. */
  readonly isTool?: boolean;
}

/** Tenant `demo` with channels 0, 1 and 11 and the running stock `test001`; closed after the test. */
export async function testContext(options: TestContextOptions = {}): Promise<Context> {
  const { now = Date.now, dataDir = tempDir(), env = {}, isTool = false } = options;
  const settings = readSettings({ ...(await storeEnv(dataDir)), PORT: '0', LOG_LEVEL: 'silent', ...env });
  const context = await createContext(settings, {
    ...{ now, log: createLog('silent', { write() {} }) },
    ...(isTool && { openDatabase: openPatiently }),
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= context.close();
    return closed;
  };
  atEnd(close);
  await seedDemo(context, undefined);
  return { ...context, close };
}
