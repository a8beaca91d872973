// What must hold before rows are copied: nobody works at either side, and the target is empty or this very copy's.
import { createHash } from 'node:crypto';
import { type Database, first, type Session } from '../database.ts';
import { StoreRefused } from '../refused.ts';
import { writeSetting } from '../sql/settings.ts';
import { type Begun, readBegun, writeBegun } from './progress.ts';
import { copiedTables } from './tables.ts';

/** Nobody can write while this transaction lasts, however long it does. */
export async function holdStill(source: Session): Promise<void> {
  // The embedded engine has one writer, and that is this transaction.
  if (source.dialect.name === 'sqlite') return;
  await source.run(`LOCK TABLE ${copiedTables.map(({ name }) => name).join(', ')} IN SHARE MODE`);
}

/** @param side how to call the store in a sentence @throws StoreRefused while a server or a command works there */
export async function refuseAtWork(session: Session, side: string, now: number): Promise<void> {
  const sql = 'SELECT MAX(lease_until_at) AS until_at FROM worker_lease';
  const untilAt = (await first<{ until_at: number | null }>(session, sql))?.until_at ?? 0;
  if (untilAt <= now) return;
  throw new StoreRefused(
    `a server works at ${side}, or was killed less than a minute ago: stop it, and try again after ${new Date(untilAt).toISOString()}`,
  );
}

/** Which store the source is, and in which state: every program that works at a store leaves its trace in the leases. */
export async function fingerprintOf(source: Session): Promise<string> {
  const migrations = await source.all('SELECT number, applied_at FROM migration ORDER BY number');
  const leases = await source.all(
    'SELECT worker_number, owner, lease_until_at, last_id_at FROM worker_lease ORDER BY worker_number',
  );
  return createHash('sha256')
    .update(JSON.stringify([migrations, leases]))
    .digest('hex');
}

/** Begins a copy, or goes on with it. @throws StoreRefused */
export function beginCopy(target: Database, copy: Begun, now: number): Promise<void> {
  return target.transaction(async (tx) => {
    await refuseAtWork(tx, 'the target', now);
    const begun = await readBegun(tx);
    if (begun !== undefined) return refuseOther(begun, copy);
    await refuseOccupied(tx);
    // Whoever has looked at the empty database has left these: no row has an id of theirs.
    await tx.run('DELETE FROM worker_lease');
    await writeSetting(tx, 'buckets', String(copy.buckets));
    await writeBegun(tx, copy);
  });
}

function refuseOther(begun: Begun, copy: Begun): void {
  if (begun.source !== copy.source) {
    throw new StoreRefused(
      'a copy was begun there of another store, or of this one before a server worked at it again: make the target anew (DROP DATABASE, CREATE DATABASE) and begin again',
    );
  }
  if (begun.buckets !== copy.buckets) {
    throw new StoreRefused(
      `the copy was begun with --buckets ${begun.buckets}, not ${copy.buckets}: go on with that number, or make the target anew`,
    );
  }
}

async function refuseOccupied(target: Session): Promise<void> {
  for (const { name, where } of copiedTables) {
    if (name === 'worker_lease') continue;
    const row = await first(
      target,
      `SELECT 1 AS one FROM ${name} t${where ? ` WHERE ${where}` : ''} LIMIT 1`,
    );
    if (row === undefined) continue;
    throw new StoreRefused(
      `the target is in use: ${name} has rows, and no copy of this store has begun there; give an empty database`,
    );
  }
}
