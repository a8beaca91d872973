// Demo mode's master key: a file of the data directory, made on the first start.
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKey } from './parse.ts';

/** Reads DATA_DIR/master.key, making it first if it is missing. */
export function demoMasterKey(dataDir: string): Buffer {
  const file = join(dataDir, 'master.key');
  const key = parseKey((readIfThere(file) ?? create(dataDir, file)).trim());
  if (!key)
    throw new Error(
      `${file} does not hold a master key; put the right one back, or remove all of ${dataDir}`,
    );
  return key;
}

/** A link fails where a file is already: of processes that start at once, all use the key of the first. */
function create(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
