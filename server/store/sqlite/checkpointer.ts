// Moves what is in SQLite's log to the database file, from another thread: on the main one a checkpoint over a million coupons
// holds everybody up for 140 to 190 ms.
import type { DatabaseSync } from 'node:sqlite';
import { createCheckpointThread } from './checkpoint-thread.ts';

export interface Checkpointer {
  /** To be called after each commit. Never throws: what was committed stays so, whatever becomes of the log. */
  afterCommit(): void;
  /** Resolves when the thread has done what it is doing, and has ended. */
  close(): Promise<void>;
}

export interface CheckpointerOptions {
  readonly path: string;
  /** How many pages (4 KiB) of the log make it worth while. */
  readonly pages: number;
  /** Runs something while this process writes nothing. */
  readonly betweenTransactions: (work: () => Promise<unknown>) => Promise<unknown>;
  /** A checkpoint that failed; it is tried again. */
  readonly onTrouble: (error: Error) => void;
}

/** How often the log is looked at while something is committed: a look takes 5 µs. */
const lookEveryMs = 50;
const lookAfterTroubleMs = 1_000;
/** Under load the thread is never quite done, and the log goes on growing: this many times as long, it has to be finished. */
const longLog = 4;

/** @param connection one of the database's that is in no transaction when another has committed */
export function createCheckpointer(
  connection: DatabaseSync,
  { path, pages, betweenTransactions, onTrouble }: CheckpointerOptions,
): Checkpointer {
  const thread = createCheckpointThread(path);
  // Only tells how long the log is. An SQLite before 3.51 does not know the word, and does a checkpoint here and now.
  const look = connection.prepare('PRAGMA wal_checkpoint(NOOP)');
  let lookAt = 0;
  let working: Promise<void> | undefined;
  /** How many pages of the log were in the database file after the last attempt. */
  let movedBefore: number | undefined;

  function hasGrown(): boolean {
    const { log, checkpointed } = look.get() as { log: number; checkpointed: number };
    return log - checkpointed >= pages;
  }

  async function catchUp(): Promise<void> {
    const state = await thread.ask('catch-up');
    const moved = state.pages - state.left;
    // Nothing more could be moved than last time: somebody reads an old state (a backup does), and waiting for the end of that would
    // hold up all who write.
    const isHeld = moved === movedBefore;
    movedBefore = moved;
    // What is left by now is what was committed in the last few milliseconds.
    if (state.pages >= longLog * pages && !isHeld) await betweenTransactions(() => thread.ask('finish'));
  }

  function failed(cause: unknown): void {
    lookAt = performance.now() + lookAfterTroubleMs;
    onTrouble(new Error(`the log was not moved to the database file, which will be tried again: ${cause}`));
  }

  return {
    afterCommit() {
      const now = performance.now();
      if (working !== undefined || now < lookAt) return;
      lookAt = now + lookEveryMs;
      try {
        if (!hasGrown()) return;
      } catch (error) {
        return failed(error);
      }
      working = catchUp()
        .catch(failed)
        .finally(() => {
          working = undefined;
        });
    },
    async close() {
      await working;
      await thread.close();
    },
  };
}
