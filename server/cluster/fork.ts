// Starts a worker as a process of node:cluster.
import cluster, { type Worker } from 'node:cluster';
import { type FromPrimary, type FromWorker, slotVariable } from './messages.ts';

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Does nothing when the worker cannot be reached: its end is told by itself. */
  send(message: FromPrimary): void;
  kill(signal: NodeJS.Signals): void;
}

export interface WorkerEvents {
  message(message: FromWorker): void;
  /** It is gone, and has said all that it ever will. */
  ended(code: number | null, signal: NodeJS.Signals | null): void;
}

export type Fork = (slot: number, events: WorkerEvents) => WorkerProcess;

/**
 * To be called once, before the first fork. Connections go to the workers in turn, which is Node's default: left to the kernel, whoever
 * wakes first takes most of a burst of them, and those of a proxy last for hours. Workers get our memory flags (`process.execArgv`).
 */
export function prepareCluster(): void {
  // Metrics are NaN before the first sample, which JSON does not know.
  cluster.setupPrimary({ args: [], serialization: 'advanced' });
}

export const forkWorker: Fork = (slot, events) => {
  const worker = cluster.fork({ [slotVariable]: String(slot) });
  // It may die while something is sent to it; `ended` tells.
  worker.on('error', () => undefined);
  worker.on('message', events.message);
  closeLostConnection(worker);
  // Not `exit`: that may come before the last message was read.
  worker.process.once('close', events.ended);
  return {
    pid: worker.process.pid,
    send(message) {
      if (worker.isConnected()) worker.send(message, () => undefined);
    },
    kill: (signal) => void worker.process.kill(signal),
  };
};

interface Handle {
  close(): void;
}

/**
 * A connection that was handed to a worker which died before it took it stays open in this process, and nobody ever answers: its
 * client would wait in vain. Cluster hands over one at a time and closes what was taken, so the last one is it.
 */
function closeLostConnection({ process: child }: Worker): void {
  let last: Handle | undefined;
  const send = child.send;
  child.send = function (this: typeof child, ...args: Parameters<typeof send>) {
    // In its place may be a callback, or nothing.
    const [, handle] = args;
    if (typeof handle === 'object' && handle !== null) last = handle as unknown as Handle;
    return send.apply(this, args);
  } as typeof send;
  child.once('exit', () => last?.close());
}
