// Tencent's side of the protocol: takes an SP's callbacks as strictly as the field tables are written, and remembers them.
import { setTimeout } from 'node:timers/promises';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { openBook } from './book.ts';
import { type CredentialLookup, lookupOf } from './credentials.ts';
import { createFaults, type FaultPlan, readPlan } from './faults.ts';
import { simulatorHandler } from './handler.ts';
import { callbackLine } from './line.ts';
import { listenOn } from './listening.ts';
import type { Received } from './received.ts';
import { type State, stateOf } from './tables.ts';

export interface SimulatorOptions {
  readonly host?: '127.0.0.1';
  /** 0 takes any free one. */
  readonly port: number;
  readonly credentials: readonly SpCredential[] | CredentialLookup;
  /** A journal that the state is found in again after a restart; without it the state ends with the process. */
  readonly stateFile?: string | undefined;
  readonly plan?: FaultPlan | undefined;
  /** Ignores a coupon status that is older than the one known; by default callbacks apply as they arrive. */
  readonly honourEventTime?: boolean;
  /** How many callbacks `received` can still show. */
  readonly keep?: number;
  readonly now?: () => number;
  /** Told one line a callback. */
  readonly log?: (line: string) => void;
  /** `log` writes to a terminal. */
  readonly colour?: boolean;
  /** For faults that take their time; rejects when `signal` is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** The latest callbacks, newest last. */
  received(): Received[];
  state(): State;
  /** Counting of calls begins anew. @throws TypeError naming what is wrong with the plan */
  setPlan(plan: FaultPlan): void;
  /** Cuts every connection; a callback that a fault was still holding back is never applied. Closing twice is closing once. */
  close(): Promise<void>;
}

/** @throws when the port is taken, the plan is wrong or the state file is damaged */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = '127.0.0.1', port, stateFile, keep = 10_000, honourEventTime = false } = options;
  const { now = Date.now, log = () => {}, colour = false, wait = waitFor } = options;
  let faults = createFaults(readPlan(options.plan ?? {}));
  const book = openBook({ stateFile, keep, honourEventTime });
  const closing = new AbortController();
  let closed: Promise<void> | undefined;

  const handler = simulatorHandler({
    lookup: lookupOf(options.credentials),
    book,
    faults: () => faults,
    setPlan,
    now,
    wait: (ms, signal) => wait(ms, AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])),
    closing: closing.signal,
    tell: (received) => log(callbackLine(received, colour)),
    complain: (error) => log(`the simulator itself failed at a request: ${String(error)}`),
  });

  function setPlan(plan: unknown): void {
    faults = createFaults(readPlan(plan));
  }

  const listening = await listenOn(handler.handle, port, host).catch((error: unknown) => {
    book.close();
    throw error;
  });
  return {
    url: listening.url,
    port: listening.port,
    received: () => book.received.after(0),
    state: () => stateOf(book.tables),
    setPlan,
    close: () => (closed ??= shut()),
  };

  async function shut(): Promise<void> {
    closing.abort();
    await listening.close();
    await handler.idle();
    book.close();
  }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal });
}
