// Copies a whole store into an empty database of another engine, or of another number of buckets, and proves that it is the same.
import type { Database } from '../database.ts';
import { migrate } from '../migrate.ts';
import { readSetting } from '../sql/settings.ts';
import { beginCopy, fingerprintOf, holdStill, refuseAtWork } from './guard.ts';
import { forgetProgress } from './progress.ts';
import { copiedTables } from './tables.ts';
import { copyTable } from './transfer.ts';
import { type Comparison, compareTable } from './verify.ts';

export interface CopyOptions {
  /** Of the target; undefined: as many as the source has. */
  readonly buckets: number | undefined;
  readonly now: () => number;
  /** Called often, and once more when a table is done. */
  readonly onProgress: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: 'copy' | 'compare';
  readonly table: string;
  /** So far; the first call for a table tells with how many it begins. */
  readonly rows: number;
  readonly done: boolean;
}

export interface CopyReport {
  readonly buckets: number;
  /** Every table of both sides; the copy is good, and complete, if none of them has a difference. */
  readonly tables: readonly Comparison[];
}

/**
 * May be interrupted anywhere and called again. The source is read in one transaction, which keeps everybody else from writing.
 * @param target opened without a limit to its statements' time
 * @throws StoreRefused before anything is copied
 */
export async function copyStore(
  source: Database,
  target: Database,
  { buckets: wanted, now, onProgress }: CopyOptions,
): Promise<CopyReport> {
  await migrate(source);
  await refuseAtWork(source.read, 'the source', now());
  await migrate(target);
  return source.transaction(
    async (tx) => {
      await holdStill(tx);
      // Looked at before only to say it at once, rather than after waiting for the lock.
      await refuseAtWork(tx, 'the source', now());
      const buckets = wanted ?? Number((await readSetting(tx, 'buckets')) ?? 1);
      await beginCopy(target, { source: await fingerprintOf(tx), buckets }, now());
      for (const table of copiedTables) {
        const tell = teller(onProgress, 'copy', table.name);
        tell(await copyTable({ source: tx, target, buckets, onRows: tell }, table), true);
      }
      await learnSizes(target);
      const tables: Comparison[] = [];
      for (const table of copiedTables) {
        const tell = teller(onProgress, 'compare', table.name);
        const comparison = await target.transaction(
          (there) => compareTable(tx, there, table, buckets, tell),
          { patient: true },
        );
        tell(comparison.present.rows, true);
        tables.push(comparison);
      }
      if (tables.every(({ firstDifference }) => firstDifference === undefined))
        await target.transaction(forgetProgress);
      return { buckets, tables };
    },
    { patient: true },
  );
}

const teller =
  (onProgress: CopyOptions['onProgress'], phase: Progress['phase'], table: string) =>
  (rows: number, done = false): void =>
    onProgress({ phase, table, rows, done });

/** Without statistics the first statements of a server would be planned for empty tables. */
async function learnSizes(target: Database): Promise<void> {
  if (target.dialect.name === 'postgres') await target.transaction((tx) => tx.run('ANALYZE'));
}
