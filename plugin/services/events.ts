// What hosts may listen to. An event carries ids only: never a session, an openpid or a scan code.

export interface CouponEvent {
  readonly stockId: string;
  readonly couponId: string;
}

export interface Events {
  claimed: CouponEvent;
  used: CouponEvent;
}

type Listener = (event: CouponEvent) => void;
const listeners: Readonly<Record<keyof Events, Set<Listener>>> = { claimed: new Set(), used: new Set() };

export function on(name: keyof Events, listener: Listener): void {
  listeners[name].add(listener);
}

export function off(name: keyof Events, listener: Listener): void {
  listeners[name].delete(listener);
}

/** A listener of the host that throws harms neither the page nor the others. */
export function emit(name: keyof Events, event: CouponEvent): void {
  for (const listener of [...listeners[name]]) {
    try {
      listener(event);
    } catch (problem) {
      console.error(`chelian-coupon: a listener of "${name}" failed`, problem);
    }
  }
}
