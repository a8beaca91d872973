// From the environment to an open context. The log goes to stderr, since stdout is the answer's alone.
import { type Context, createContext } from '../context.ts';
import { createLog } from '../ops/log.ts';
import { readSettings } from '../settings/settings.ts';
import { openStore } from '../store/open.ts';
import type { CliIo } from './io.ts';

/** @throws SettingsError, StoreUnavailable. The caller closes the context. */
export function openContext(io: CliIo): Promise<Context> {
  const settings = readSettings(io.env);
  const log = createLog('warn', { write: (line) => void io.stderr.write(line) });
  return createContext(settings, { log, openDatabase: openPatiently });
}

/** A tool may read much, and then it takes what time it takes. */
export const openPatiently: typeof openStore = (of, options) =>
  openStore(of, { ...options, statementTimeoutMs: 0 });
