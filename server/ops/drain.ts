// Stops a server so that no client sees its connection reset. The caller has made /readyz fail before.
import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Closing, markClosing } from './closing.ts';

export type DrainPhase = 'grace' | 'stopped' | 'cut' | 'closed';

export type DrainOptions = {
  /** How long to keep accepting while every answer says `Connection: close`. */
  readonly graceMs: number;
  /** How long requests may take after listening has stopped. */
  readonly timeoutMs: number;
  /** What watched the server from its start; without it, requests under way now cannot be marked. */
  readonly closing?: Closing;
  readonly onPhase?: (phase: DrainPhase) => void;
  /** Other processes on the same port, if any. */
  readonly together?: Together;
};

/** Who is answered comes back, perhaps to another process that is about to close: so nobody is answered before all have closed. */
export type Together = {
  /** This process holds its callers and will close. */
  holding(): void;
  /** Resolves when connections that others accepted for this process before now have reached it. */
  handedOver(): Promise<void>;
  /** This process has closed. Resolves when all that held have. */
  closed(): Promise<void>;
};

/** Resolves when the last connection is closed. */
export async function drainServer(server: Server, options: DrainOptions): Promise<void> {
  const { graceMs, timeoutMs, closing = markClosing(server), onPhase = () => {} } = options;
  const closed = new Promise((resolve) => server.once('close', resolve));

  closing.begin();
  onPhase('grace');
  await wait(graceMs);
  await stopListening(server, closing, options.together);
  onPhase('stopped');

  const stopCutting = cutWhenIdle(server, closing, Math.min(Math.max(graceMs, MIN_SILENT_MS), timeoutMs));
  const cut = setTimeout(() => {
    onPhase('cut');
    server.closeAllConnections();
  }, timeoutMs);
  await closed;
  clearTimeout(cut);
  stopCutting();
  onPhase('closed');
}

/** A connection that was accepted last of all may have its request on the way. */
const MIN_SILENT_MS = 250;

/** How long nobody may have connected before listening stops, and how long that is waited for at most. */
const QUIET_MS = 25;
const MAX_HOLD_MS = 1_000;

/**
 * Closing the listening socket resets connections that the kernel has set up but we have not accepted. Clients that come back
 * as fast as they are answered would always have some of those. So their requests are held for a moment: whoever waits for
 * an answer does not connect, the queue runs empty, and only then is the socket closed and everybody answered.
 */
async function stopListening(server: Server, closing: Closing, together?: Together): Promise<void> {
  let connectedAt = performance.now();
  const onConnection = () => {
    connectedAt = performance.now();
  };
  const isQuiet = () => closing.busy() === 0 && performance.now() - connectedAt >= QUIET_MS;
  const giveUpAt = performance.now() + MAX_HOLD_MS;
  server.on('connection', onConnection);
  closing.hold();
  together?.holding();
  while (performance.now() < giveUpAt) {
    if (!isQuiet()) {
      await wait(5);
      continue;
    }
    // If this process itself was held up, time has passed but nobody was let in: look at who has come before believing it.
    await new Promise(setImmediate);
    await together?.handedOver();
    if (isQuiet()) break;
  }
  // http's own close() would first cut idle connections, on which a request may be on its way.
  NetServer.prototype.close.call(server);
  server.off('connection', onConnection);
  if (together !== undefined) await together.closed();
  closing.release();
}

/** Closes idle connections as soon as no request is being answered, and after a while those that never asked. */
function cutWhenIdle(server: Server, { answers, silent }: Closing, silentMs: number): () => void {
  const cutIdle = () => {
    if (answers.size === 0) server.closeIdleConnections();
  };
  // From an immediate, so that what has arrived was read and its connection is not idle.
  const watch = (answer: ServerResponse) => answer.once('close', () => setImmediate(cutIdle));
  for (const answer of answers) watch(answer);
  server.on('request', (_request, answer: ServerResponse) => watch(answer));
  cutIdle();

  const silentTimer = setTimeout(() => {
    for (const socket of silent) if (isSilent(socket)) socket.destroy();
  }, silentMs);
  return () => clearTimeout(silentTimer);
}

/** A request that is still arriving has left bytes behind. */
function isSilent(socket: Socket): boolean {
  return socket.bytesRead === 0;
}
