// The workers of one machine: started, started again when they end, stopped together.
import type { Log } from '../ops/log.ts';
import type { Fork, WorkerProcess } from './fork.ts';
import type { FromPrimary, FromWorker } from './messages.ts';
import { restartDelay, steadyMs, triesToStart } from './restart.ts';

export type Ready = Extract<FromWorker, { type: 'ready' }>;

export interface Member {
  /** From 1; whoever takes the place of one that died has its number. */
  readonly slot: number;
  send(message: FromPrimary): void;
}

export interface CrewOptions {
  readonly size: number;
  readonly fork: Fork;
  readonly log: Log;
  readonly now: () => number;
  /** What workers say, but for their being ready or having failed. */
  readonly heard: (member: Member, message: FromWorker) => void;
  readonly ended: (member: Member) => void;
}

export interface Crew {
  /** What the first worker says of itself, when all are ready. @throws in the words of a worker that fails again and again at its start */
  start(): Promise<Ready>;
  /** Those that serve. */
  ready(): readonly Member[];
  restarts(): number;
  /** @param limitMs how long it may take until those who are left are killed @returns whether all stopped cleanly */
  stop(limitMs: number): Promise<boolean>;
}

/** One place in the crew, and who holds it. */
interface Place extends Member {
  process: WorkerProcess | undefined;
  readyAt: number | undefined;
  wasReady: boolean;
  /** Ends in a row that came soon. */
  failures: number;
  /** Why its last start failed. */
  sentence: string | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function createCrew(options: CrewOptions): Crew {
  const { size, fork, log, now, heard, ended } = options;
  const places = Array.from({ length: size }, (_, index) => createPlace(index + 1));
  const begun = Promise.withResolvers<Ready>();
  const over = Promise.withResolvers<void>();
  let restarts = 0;
  let stopping = false;
  let clean = true;
  let first: Ready | undefined;

  function begin(place: Place): void {
    place.sentence = undefined;
    place.process = fork(place.slot, {
      message: (message) => hear(place, message),
      ended: (code, signal) => end(place, code, signal),
    });
  }

  function hear(place: Place, message: FromWorker): void {
    if (message.type === 'ready') becomeReady(place, message);
    else if (message.type === 'failed') place.sentence = message.sentence;
    else heard(place, message);
  }

  function becomeReady(place: Place, message: Ready): void {
    place.readyAt = now();
    place.wasReady = true;
    log.info({ worker: place.slot, workerPid: place.process?.pid }, 'a worker is ready');
    if (first === undefined) {
      // The first one has brought the database up to date; the others find it ready.
      first = message;
      if (!stopping) for (const other of places) if (other !== place) begin(other);
    }
    if (places.every((each) => each.wasReady)) begun.resolve(first);
  }

  function end(place: Place, code: number | null, signal: NodeJS.Signals | null): void {
    const { process, readyAt, sentence } = place;
    const wasSteady = readyAt !== undefined && now() - readyAt >= steadyMs;
    place.process = undefined;
    place.readyAt = undefined;
    place.failures = wasSteady ? 1 : place.failures + 1;
    ended(place);
    if (stopping) {
      // Who was not ready yet had nothing to finish.
      if (code !== 0 && readyAt !== undefined) clean = false;
      if (places.every((each) => each.process === undefined)) over.resolve();
      return;
    }
    const facts = { worker: place.slot, workerPid: process?.pid, code, signal, reason: sentence };
    if (!place.wasReady && place.failures >= triesToStart) {
      log.error(facts, 'a worker cannot start');
      begun.reject(
        new Error(sentence ?? `A worker ended at its start, again and again (${signal ?? code}).`),
      );
      return;
    }
    const delayMs = restartDelay(place.failures);
    log.warn({ ...facts, delayMs }, 'a worker ended and will be started again');
    restarts += 1;
    place.timer = setTimeout(() => begin(place), delayMs);
  }

  return {
    start() {
      for (const place of places.slice(0, 1)) begin(place);
      return begun.promise;
    },
    ready: () => places.filter(({ readyAt }) => readyAt !== undefined),
    restarts: () => restarts,
    async stop(limitMs) {
      stopping = true;
      for (const place of places) stopPlace(place);
      if (places.every(({ process }) => process === undefined)) over.resolve();
      const limit = setTimeout(() => {
        for (const { process } of places) process?.kill('SIGKILL');
      }, limitMs);
      await over.promise;
      clearTimeout(limit);
      return clean;
    },
  };
}

function createPlace(slot: number): Place {
  const place: Place = {
    slot,
    send: (message) => place.process?.send(message),
    process: undefined,
    readyAt: undefined,
    wasReady: false,
    failures: 0,
    sentence: undefined,
    timer: undefined,
  };
  return place;
}

function stopPlace({ process, readyAt, timer, send }: Place): void {
  clearTimeout(timer);
  if (readyAt === undefined) process?.kill('SIGTERM');
  else send({ type: 'stop' });
}
