// Waits for a coupon to change, so that the page says "used" by itself: one long poll after another, resting while hidden.
import type { CouponView } from '../../shared/plugin/messages/views.ts';
import type { Call } from './api';
import { type Cancel, newCancel, pause } from './cancel';

export interface Watch {
  /** Goes on from the version shown now. */
  start(version: number): void;
  /** The page is hidden: no request is left open. */
  stop(): void;
}

const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;

export function newWatch(call: Call, couponId: string, changed: (coupon: CouponView) => void): Watch {
  let round: Cancel | undefined;

  async function follow(from: number, cancel: Cancel): Promise<void> {
    let version = from;
    let failures = 0;
    while (!cancel.cancelled) {
      const askedAt = Date.now();
      const outcome = await call('watch', { couponId, version }, cancel);
      if (cancel.cancelled) return;
      if (outcome.ok && outcome.data.changed) {
        failures = 0;
        version = outcome.data.coupon.version;
        changed(outcome.data.coupon);
        continue;
      }
      if (!outcome.ok && !outcome.failure.retryable) return;
      failures = outcome.ok ? 0 : failures + 1;
      // A server that answers at once without a change must not be asked in a loop.
      const rest = outcome.ok ? shortestPauseMs - (Date.now() - askedAt) : pauseAfter(failures);
      if (rest > 0) await pause(rest, cancel);
    }
  }

  return {
    start(version) {
      round?.cancel();
      round = newCancel();
      void follow(version, round);
    },
    stop() {
      round?.cancel();
      round = undefined;
    },
  };
}

/** Doubles, and spreads: after an outage not everybody comes back in the same second. */
export function pauseAfter(failures: number): number {
  const most = Math.min(longestPauseMs, shortestPauseMs * 2 ** (failures - 1));
  return most / 2 + (Math.random() * most) / 2;
}
