// Waits until a coupon changes, for thousands of phones at once. Changes that this process makes wake their watchers at once; those of other
// processes are found by looking at all that is watched, a hundred rows at a time.
import type { Session } from '../store/database.ts';
import { QueueFull } from '../store/group-queue.ts';
import type { CouponKey } from '../store/sql/find-coupons.ts';
import { findVersions } from '../store/sql/find-versions.ts';

export interface CouponWatch {
  /**
   * @returns true when the coupon has another version than this, false when it has not after `forMs` or nobody waits any more
   * @throws QueueFull when too many wait
   */
  wait(coupon: CouponKey & { readonly version: number }, forMs: number, gone: AbortSignal): Promise<boolean>;
  /** This process has changed these. */
  changed(couponIds: readonly string[]): void;
  /** Wakes whoever waits for what another process has changed. */
  look(read: Session): Promise<void>;
  /** Nobody waits any longer, now or later. */
  close(): void;
  /** How many wait. */
  readonly size: number;
}

interface Watcher {
  readonly coupon: CouponKey & { readonly version: number };
  readonly end: (changed: boolean) => void;
}

/** One read looks at so many: a millisecond or two, and everybody else has a turn before the next. */
const lookedAt = 100;
/** Whoever is woken reads the coupon and answers: so many at once, for the same reason. */
const wokenAtOnce = 25;

export function createCouponWatch(limit: number): CouponWatch {
  const watchers = new Map<string, Set<Watcher>>();
  let size = 0;
  let closed = false;

  const all = () => [...watchers.values()].flatMap((ofCoupon) => [...ofCoupon]);

  function add(watcher: Watcher): void {
    const { couponId } = watcher.coupon;
    const ofCoupon = watchers.get(couponId) ?? new Set();
    watchers.set(couponId, ofCoupon.add(watcher));
    size += 1;
  }

  function remove(watcher: Watcher): void {
    const { couponId } = watcher.coupon;
    const ofCoupon = watchers.get(couponId);
    if (!ofCoupon?.delete(watcher)) return;
    size -= 1;
    if (ofCoupon.size === 0) watchers.delete(couponId);
  }

  return {
    get size() {
      return size;
    },
    wait(coupon, forMs, gone) {
      if (closed || gone.aborted) return Promise.resolve(false);
      if (size >= limit) return Promise.reject(new QueueFull('too many watch'));
      return new Promise((resolve) => {
        const leave = () => watcher.end(false);
        const timer = setTimeout(leave, forMs);
        const watcher: Watcher = {
          coupon,
          end(changed) {
            clearTimeout(timer);
            gone.removeEventListener('abort', leave);
            remove(watcher);
            resolve(changed);
          },
        };
        gone.addEventListener('abort', leave);
        add(watcher);
      });
    },
    changed(couponIds) {
      for (const couponId of couponIds) for (const { end } of [...(watchers.get(couponId) ?? [])]) end(true);
    },
    async look(read) {
      const watched = all();
      for (let from = 0; from < watched.length; from += lookedAt) {
        const some = watched.slice(from, from + lookedAt);
        const versions = await findVersions(
          read,
          some.map(({ coupon }) => coupon),
        );
        const changed = some.filter(
          ({ coupon }, index) => (versions[index] ?? coupon.version) !== coupon.version,
        );
        for (const [index, { end }] of changed.entries()) {
          end(true);
          if (index % wokenAtOnce === wokenAtOnce - 1) await nextTurn();
        }
        await nextTurn();
      }
    },
    close() {
      closed = true;
      for (const { end } of all()) end(false);
    },
  };
}

const nextTurn = () => new Promise(setImmediate);
