// Where the embedded database lies, for whoever must look before it is opened: opening makes it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StoreRefused } from './refused.ts';

export const embeddedFile = (dataDir: string): string => join(dataDir, 'chelian.db');

/** @returns the file @throws StoreRefused where there is none */
export function existingFile(dataDir: string): string {
  const file = embeddedFile(dataDir);
  if (!existsSync(file)) throw new StoreRefused(`there is no database ${file}: check DATA_DIR`);
  return file;
}
