// Decides what deactivating one coupon, or a batch of them, does (sp §6).
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { type Coupon, type CouponChange, changeCoupon, effective } from './coupon.ts';

export type EndStatus = typeof CouponStatus.expired | typeof CouponStatus.invalid;

export interface Deactivation {
  readonly to: EndStatus;
  readonly at: number;
  readonly actor: string;
  readonly reason: string | undefined;
}

export type DeactivateDecision =
  /** `change` is undefined when it had ended before: it keeps its state and its original time. */
  | { readonly kind: 'ended'; readonly coupon: Coupon; readonly change: CouponChange | undefined }
  | { readonly kind: 'illegal'; readonly coupon: Coupon };

/** Available → the target; ended already → as it is; used → illegal. */
export function decideDeactivation(stored: Coupon, deactivation: Deactivation): DeactivateDecision {
  const coupon = effective(stored, deactivation.at);
  if (coupon.status === CouponStatus.used) return { kind: 'illegal', coupon };
  if (coupon.status !== CouponStatus.available) return { kind: 'ended', coupon, change: undefined };
  const event = deactivation.to === CouponStatus.expired ? 'expire' : 'invalidate';
  const change = changeCoupon(stored, event, deactivation);
  return change === undefined ? { kind: 'illegal', coupon } : { kind: 'ended', coupon: change.after, change };
}

export interface CouponRef {
  readonly stockId: string;
  readonly couponId: string;
}

export type BatchDecision =
  | { readonly kind: 'done'; readonly coupons: readonly Coupon[]; readonly changes: readonly CouponChange[] }
  | { readonly kind: 'illegal'; readonly coupons: readonly (CouponRef & { status: CouponStatus })[] };

/**
 * All or nothing: a coupon that is used, or that `find` does not know as this user's, makes the whole batch illegal.
 * Unknown coupons are told as invalid (4), so that the answer gives away nothing about other people's.
 */
export function decideBatch(
  refs: readonly CouponRef[],
  find: (ref: CouponRef) => Coupon | undefined,
  deactivation: Deactivation,
): BatchDecision {
  const illegal: (CouponRef & { status: CouponStatus })[] = [];
  const coupons: Coupon[] = [];
  const changes: CouponChange[] = [];
  for (const ref of refs) {
    const stored = find(ref);
    const decision = stored && decideDeactivation(stored, deactivation);
    if (decision?.kind !== 'ended') {
      illegal.push({ ...ref, status: decision?.coupon.status ?? CouponStatus.invalid });
      continue;
    }
    coupons.push(decision.coupon);
    if (decision.change !== undefined) changes.push(decision.change);
  }
  return illegal.length > 0 ? { kind: 'illegal', coupons: illegal } : { kind: 'done', coupons, changes };
}
