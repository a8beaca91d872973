// Copies for tests: of a filled store, whole or interrupted, with a clock that stands.
import { type CopyReport, copyStore, type Progress } from '../../../../server/store/copy/copy.ts';
import type { Database } from '../../../../server/store/database.ts';
import { openSqlite } from '../../../../server/store/sqlite.ts';
import { closedAtEnd } from '../../../kit/database.ts';
import { tempDir } from '../../../kit/temp-dir.ts';
import { filledStore } from './fill.ts';
import { emptyTarget, openTarget } from './targets.ts';

export const coupons = 1_200;
export const now = () => 1_800_000_000_000;

export async function filledSource() {
  const dataDir = tempDir();
  await filledStore(dataDir, coupons);
  return { dataDir, source: closedAtEnd(await openSqlite(dataDir)) };
}

export interface Options {
  readonly buckets?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export const copy = (
  source: Database,
  target: Database,
  { buckets, onProgress = () => undefined }: Options = {},
) => copyStore(source, target, { buckets, now, onProgress });

export const differences = ({ tables }: CopyReport) =>
  tables.flatMap(({ table, firstDifference }) => (firstDifference ? [[table, firstDifference]] : []));

/** Copied, but stopped before it was compared. */
export async function interruptedCopy() {
  const { dataDir, source } = await filledSource();
  const url = await emptyTarget();
  const target = await openTarget(url);
  const stop = ({ phase }: Progress) => {
    if (phase === 'compare') throw new Error('interrupted');
  };
  await expect(copy(source, target, { onProgress: stop })).rejects.toThrow('interrupted');
  return { dataDir, source, target, url };
}
