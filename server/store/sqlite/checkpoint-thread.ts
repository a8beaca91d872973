// The thread with a database connection of its own, as somebody to ask: one order at a time.
import { Worker } from 'node:worker_threads';
import { checkpointWorker } from './checkpoint-worker.ts';

/** The log after an order, in pages: how long it is, and how many of them are not in the database file yet. */
export interface LogState {
  readonly pages: number;
  readonly left: number;
}

export interface CheckpointThread {
  /** @throws when the database refuses, or the thread ends before it answers */
  ask(order: 'catch-up' | 'finish'): Promise<LogState>;
  /** Resolves when the thread has ended. */
  close(): Promise<void>;
}

/** The thread is started by the first order: most tools and tests never have one. */
export function createCheckpointThread(path: string): CheckpointThread {
  let thread: Worker | undefined;
  let asked: PromiseWithResolvers<LogState> | undefined;

  function begin(): Worker {
    const begun = new Worker(checkpointWorker, {
      eval: true,
      workerData: path,
      // Neither the flags of the process (profilers, memory) nor its heap are meant for these few lines.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 },
    });
    begun.on('message', (answer: LogState | { problem: string }) => {
      // An idle thread keeps no process from ending; one that somebody waits for does.
      begun.unref();
      if ('problem' in answer) asked?.reject(new Error(answer.problem));
      else asked?.resolve(answer);
    });
    begun.on('error', (error) => asked?.reject(error));
    begun.on('exit', () => {
      if (thread === begun) thread = undefined;
      asked?.reject(new Error('the checkpoint thread has ended'));
    });
    return begun;
  }

  return {
    ask(order) {
      thread ??= begin();
      asked = Promise.withResolvers();
      thread.ref();
      thread.postMessage(order);
      return asked.promise;
    },
    async close() {
      const ending = thread;
      if (ending === undefined) return;
      const ended = new Promise((resolve) => ending.once('exit', resolve));
      ending.ref();
      ending.postMessage('close');
      await ended;
    },
  };
}
