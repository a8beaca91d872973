// Holds (冻结): a till keeps a coupon for one consume for a while, and lets it go again. A hold ends by itself.
import { type ConsumeKey, consumeRef } from '../domain/consume.ts';
import type { ChangeBy, Coupon } from '../domain/coupon.ts';
import {
  type CouponDecision,
  decideFreeze,
  decideUnfreeze,
  type WhyNotRedeemable,
} from '../domain/redeem.ts';
import type { Session } from '../store/database.ts';
import { findCoupon, lockCoupons } from '../store/sql/find-coupons.ts';
import { saveCouponChanges } from '../store/sql/save-coupon-changes.ts';
import type { UseCaseDeps } from './deps.ts';

export interface FreezeRequest extends ConsumeKey {
  readonly couponId: string;
  readonly forMs: number;
  readonly actor: string;
}

export type FreezeOutcome =
  | { readonly kind: 'done'; readonly coupon: Coupon }
  | { readonly kind: 'refused'; readonly reason: WhyNotRedeemable | 'couponNotFound' };

/** The consume with the same account and bizId may redeem it; asked again, the hold begins anew. */
export function freezeCoupon(deps: UseCaseDeps, request: FreezeRequest): Promise<FreezeOutcome> {
  const by = consumeRef(request);
  return changeHold(deps, request, (coupon, change) =>
    decideFreeze(coupon, { ...change, reason: by, hold: { by, untilAt: change.at + request.forMs } }),
  );
}

/** @param request.bizId undefined: whoever holds it, for operators. Nothing happens to a coupon that nobody holds. */
export function unfreezeCoupon(
  deps: UseCaseDeps,
  request: Omit<FreezeRequest, 'forMs' | 'bizId'> & { readonly bizId: string | undefined },
): Promise<FreezeOutcome> {
  const { account, bizId } = request;
  const holder = bizId === undefined ? undefined : consumeRef({ account, bizId });
  return changeHold(deps, request, (coupon, change) => decideUnfreeze(coupon, change, holder));
}

async function changeHold(
  deps: UseCaseDeps,
  { tenantId, couponId, actor }: Pick<FreezeRequest, 'tenantId' | 'couponId' | 'actor'>,
  decide: (coupon: Coupon, by: ChangeBy) => CouponDecision | undefined,
): Promise<FreezeOutcome> {
  const found = await findCoupon(deps.database.read, couponId, deps.buckets);
  if (found?.tenantId !== tenantId) return { kind: 'refused', reason: 'couponNotFound' };
  const work = async (tx: Session): Promise<FreezeOutcome> => {
    const [coupon] = await lockCoupons(tx, [found]);
    if (coupon === undefined) return { kind: 'refused', reason: 'couponNotFound' };
    const decision = decide(coupon, { at: deps.now(), actor });
    if (decision?.kind === 'refused') return decision;
    if (decision === undefined) return { kind: 'done', coupon };
    await saveCouponChanges(tx, [decision.change]);
    return { kind: 'done', coupon: decision.change.after };
  };
  const outcome = await deps.turns.take(() => deps.database.transaction(work));
  if (outcome.kind === 'done') deps.couponsChanged([couponId]);
  return outcome;
}
