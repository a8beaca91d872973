// Backs the embedded database up into one file, while a server works at it. Under its name the file is there only when it is
// whole, looked through and on disk.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Session } from './database.ts';
import { existingFile } from './embedded.ts';
import { StoreRefused } from './refused.ts';
import { checkIntegrity, newestMigration } from './sql/check-store.ts';
import { countCoupons } from './sql/count-coupons.ts';
import { countMiscountedUsers, findMiscounted, newestTime } from './sql/doctor-counts.ts';
import { readSnapshot, writeSnapshot } from './sqlite/backup.ts';

export interface BackupContents {
  readonly migration: number;
  readonly coupons: number;
  /** When the latest of what is in it was written. */
  readonly newestAt: number | undefined;
  /** Stocks and users whose counters do not agree with their coupons: the store itself was wrong already. */
  readonly miscounted: number;
}

export interface Backup extends BackupContents {
  readonly bytes: number;
}

/** @throws StoreRefused where the file exists or there is nothing to back up; StoreUnavailable when there is no room for it */
export async function backUp(dataDir: string, file: string): Promise<Backup> {
  const source = existingFile(dataDir);
  refuseTaken(file);
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  makePrivate(draft);
  try {
    await writeSnapshot(source, draft);
    const contents = await readSnapshot(draft, lookThrough);
    const { size } = statSync(draft);
    force(draft);
    refuseTaken(file);
    renameSync(draft, file);
    force(dirname(file));
    return { ...contents, bytes: size };
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @throws Error when the copy, and so most probably the store, is damaged */
async function lookThrough(session: Session): Promise<BackupContents> {
  const problems = await checkIntegrity(session);
  if (problems.length > 0)
    throw new Error(`the store is damaged, so no backup was kept: ${problems.slice(0, 3).join('; ')}`);
  const stocks = await findMiscounted(session, 1_000);
  return {
    migration: await newestMigration(session),
    coupons: await countCoupons(session),
    newestAt: await newestTime(session),
    miscounted: stocks.length + (await countMiscountedUsers(session)),
  };
}

function refuseTaken(file: string): void {
  if (existsSync(file)) throw new StoreRefused(`${file} exists already, and a backup overwrites nothing`);
}

/** Made before anything is in it: user codes will stand there in clear. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    throw new StoreRefused(`${dirname(file)} cannot be written to: ${(error as Error).message}`);
  }
}

/** Onto the disk: a file's content, or a directory's names. */
function force(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
