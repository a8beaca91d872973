// A coupon: its states and which of them lead where (sp §8). Decisions about many coupons live in files of their own.
import { CouponStatus } from '../../shared/sp/vocabulary.ts';

/** A phone number as it is stored: never in clear. */
export interface StoredPhone {
  readonly sealed: string;
  readonly hash: string;
  readonly masked: string;
}

/** Whose a phone number is: sealed for that tenant and user, it opens for no others. */
export interface PhoneOwner {
  readonly tenantId: string;
  readonly userCode: string;
}

/** 冻结: until then only the consume that it is held for may redeem it. */
export interface Hold {
  /** As in `redeemedBy`. */
  readonly by: string;
  readonly untilAt: number;
}

export interface Coupon {
  readonly bucket: number;
  readonly couponId: string;
  readonly tenantId: string;
  readonly stockId: string;
  readonly userCode: string;
  /** The claim's request_id; undefined for a coupon that was issued without one. */
  readonly requestId: string | undefined;
  /** claim: 出行服务 asked for it and knows it; issue: we gave it and must tell. */
  readonly source: 'claim' | 'issue';
  /** Who issued it, where that was neither 出行服务 nor an operator. */
  readonly issuedBy: 'plugin' | undefined;
  readonly status: CouponStatus;
  /** Counts the changes of state; 1 when issued. */
  readonly version: number;
  readonly beginAt: number;
  readonly endAt: number;
  readonly receiveAt: number;
  readonly usedAt: number | undefined;
  /** When it expired or was invalidated. */
  readonly endedAt: number | undefined;
  readonly extra: string | undefined;
  readonly phone: StoredPhone | undefined;
  readonly hold: Hold | undefined;
  /** Which consume redeemed it: `<account>/<bizId>`. A reversal of that one gives it back. */
  readonly redeemedBy: string | undefined;
  /** What its scan codes are made from, once somebody has asked for one. */
  readonly redeemHandle: string | undefined;
}

export type CouponEvent =
  | 'use'
  | 'restore'
  | 'restore-late'
  | 'expire'
  | 'invalidate'
  | 'freeze'
  | 'unfreeze';

/** The state machine, as data: code, tests and the diagram in the documentation come from it. */
export const couponTransitions: readonly { from: CouponStatus; event: CouponEvent; to: CouponStatus }[] = [
  { from: CouponStatus.available, event: 'use', to: CouponStatus.used },
  { from: CouponStatus.used, event: 'restore', to: CouponStatus.available },
  // A reversal of a coupon whose validity is over gives nothing back that could be used.
  { from: CouponStatus.used, event: 'restore-late', to: CouponStatus.expired },
  { from: CouponStatus.available, event: 'expire', to: CouponStatus.expired },
  { from: CouponStatus.available, event: 'invalidate', to: CouponStatus.invalid },
  // A hold is ours and the till's: for 出行服务 the coupon stays available.
  { from: CouponStatus.available, event: 'freeze', to: CouponStatus.available },
  { from: CouponStatus.available, event: 'unfreeze', to: CouponStatus.available },
];

/** Validity includes both ends (sp §5), so a coupon is over from the millisecond after its end. */
export function isOver(coupon: Pick<Coupon, 'endAt'>, now: number): boolean {
  return now > coupon.endAt;
}

/** Past its end, and nobody has written that down yet. */
export function isExpiring(coupon: Coupon, now: number): boolean {
  return coupon.status === CouponStatus.available && isOver(coupon, now);
}

/** The coupon as everybody must see it: past its end it is expired, even before the sweeper came by; a hold that is over is none. */
export function effective(coupon: Coupon, now: number): Coupon {
  if (isExpiring(coupon, now))
    return { ...coupon, status: CouponStatus.expired, endedAt: coupon.endAt, hold: undefined };
  return coupon.hold !== undefined && coupon.hold.untilAt <= now ? { ...coupon, hold: undefined } : coupon;
}

/** A change of state of one coupon, ready to be saved and told. */
export interface CouponChange {
  readonly before: Coupon;
  readonly after: Coupon;
  /** erase: its person's traces were taken from it, and its state stayed. */
  readonly event: CouponEvent | 'erase';
  readonly at: number;
  /** Who did it: `tencent`, `sweeper`, `operator`, a till. */
  readonly actor: string;
  readonly reason: string | undefined;
}

export interface ChangeBy {
  readonly at: number;
  readonly actor: string;
  readonly reason?: string | undefined;
  /** When it ended, where that is not now: an expiry is dated at the end of the validity. */
  readonly endedAt?: number;
  /** For `use`: the consume that does it. */
  readonly redeemedBy?: string;
  /** For `freeze`. */
  readonly hold?: Hold;
}

/**
 * Applies an event to the stored coupon.
 * @returns the change, or undefined when the coupon's state does not allow the event.
 */
export function changeCoupon(coupon: Coupon, event: CouponEvent, by: ChangeBy): CouponChange | undefined {
  const to = couponTransitions.find((row) => row.from === coupon.status && row.event === event)?.to;
  if (to === undefined) return undefined;
  const ends = to === CouponStatus.expired || to === CouponStatus.invalid;
  const after: Coupon = {
    ...coupon,
    status: to,
    version: coupon.version + 1,
    usedAt: to === CouponStatus.used ? by.at : undefined,
    endedAt: ends ? (by.endedAt ?? by.at) : undefined,
    hold: event === 'freeze' ? by.hold : undefined,
    redeemedBy: event === 'use' ? by.redeemedBy : undefined,
    // A code that was shown before a reversal must not redeem the coupon once more.
    redeemHandle: restores(event) ? undefined : coupon.redeemHandle,
  };
  return { before: coupon, after, event, at: by.at, actor: by.actor, reason: by.reason };
}

const restores = (event: CouponEvent): boolean => event === 'restore' || event === 'restore-late';
