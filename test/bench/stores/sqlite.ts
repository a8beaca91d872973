// Prepared databases on SQLite: a directory each.
import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { sqliteDialect } from '../../../server/store/dialect.ts';
import { embeddedFile } from '../../../server/store/embedded.ts';
import type { Lab } from '../lab.ts';
import type { FillOrder } from '../processes/fill-sqlite.ts';
import { runProcess } from '../servers/run.ts';
import { type Contents, makeStocks, nameOf } from './contents.ts';
import { serverEnv } from './server-env.ts';
import type { Store } from './store.ts';

export async function openSqliteStore(lab: Lab, contents: Contents): Promise<Store> {
  const prepared = join(lab.directory, `sqlite_${nameOf(contents, sqliteDialect)}`);
  if (!existsSync(prepared)) await prepare(prepared, contents);
  const copy = mkdtempSync(join(lab.directory, 'run-'));
  lab.stack.defer(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(prepared, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
  for (const file of files(copy)) sync(file);
  return {
    engine: 'sqlite',
    env: envOf(copy),
    bytes: async () => files(copy).reduce((sum, file) => sum + statSync(file).size, 0),
  };
}

/** Renamed into place when it is whole: a run that was interrupted leaves no half a database. */
async function prepare(prepared: string, { coupons, stocks }: Contents): Promise<void> {
  const draft = `${prepared}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  await makeStocks({ ...envOf(draft), LOG_LEVEL: 'silent' }, stocks);
  const order: FillOrder = { file: embeddedFile(draft), coupons };
  if (coupons > 0) await runProcess('fill-sqlite', order);
  renameSync(draft, prepared);
}

const envOf = (dataDir: string) => ({ ...serverEnv, DATA_DIR: dataDir, DATABASE_URL: '' });

const files = (directory: string): string[] => readdirSync(directory).map((name) => join(directory, name));

/** So that what was copied is not still being written while something else is measured. */
function sync(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
