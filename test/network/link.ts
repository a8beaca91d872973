// One connection through the proxy: bytes go both ways, as its plan says.
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Dice } from '../kit/dice.ts';
import type { ConnectionPlan, Point } from './plan.ts';

type Way = Point['way'];

/** Nobody's test run lasts longer for it. */
export const lateness = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });

export interface Link {
  /** Resets both sides. */
  cut(): void;
  /** What has not gone wrong yet does not any more. */
  heal(): void;
}

/** @param dice for what depends on the bytes as they come: pieces and jitter */
export function openLink(
  { near, far }: { near: Socket; far: Socket },
  plan: ConnectionPlan,
  dice: Dice,
): Link {
  const { latencyMs, jitterMs, sliceBytes } = plan;
  let { fault } = plan;
  /** Nothing comes through before it resolves. */
  let open: Promise<unknown> = Promise.resolve();

  for (const socket of [near, far]) {
    socket.setNoDelay(true);
    // Being cut is what it is for.
    socket.on('error', () => undefined);
  }
  void Promise.all([carry('there', near, far), carry('back', far, near)]);

  function cut(): void {
    for (const socket of [near, far]) resetNow(socket);
  }

  async function carry(way: Way, from: Socket, to: Socket): Promise<void> {
    let passed = 0;
    try {
      for await (const bytes of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (latencyMs + jitterMs > 0) await lateness(latencyMs + dice.next() * jitterMs);
        for (const piece of piecesOf(bytes)) {
          const room = bytesUntilFault(way, passed);
          const whole = piece.length <= room;
          await write(to, whole ? piece : piece.subarray(0, room));
          passed += piece.length;
          if (whole) continue;
          goWrong(to);
          await write(to, piece.subarray(room));
        }
      }
      to.end();
    } catch {
      // The sender reset it. What it had sent before is delivered all the same, as networks do.
      to.destroySoon();
    }
  }

  /** Waits first, if nothing comes through now. What is for nobody any more is dropped. */
  async function write(to: Socket, bytes: Buffer): Promise<void> {
    await open;
    if (to.writable) await new Promise<void>((written) => to.write(bytes, () => written()));
  }

  function bytesUntilFault(way: Way, passed: number): number {
    const at = fault !== undefined && 'at' in fault ? fault.at : undefined;
    return at?.way === way ? Math.max(0, at.bytes - passed) : Number.POSITIVE_INFINITY;
  }

  function goWrong(to: Socket): void {
    const due = fault;
    fault = undefined;
    if (due?.kind === 'reset') cut();
    if (due?.kind === 'half-close') to.end();
    if (due?.kind !== 'blackhole') return;
    open = lateness(due.forMs).then(() => {
      if (due.ends === 'reset') cut();
    });
  }

  function* piecesOf(bytes: Buffer): Generator<Buffer> {
    for (let start = 0; start < bytes.length; ) {
      const end = sliceBytes === undefined ? bytes.length : start + dice.between(1, sliceBytes);
      yield bytes.subarray(start, end);
      start = end;
    }
  }

  return {
    cut,
    heal() {
      fault = undefined;
    },
  };
}

/** Node loses hold of a socket that is reset while it is being ended: then this process never exits. */
function resetNow(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
