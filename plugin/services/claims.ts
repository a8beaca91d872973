// Claims coupons so that one wish is one coupon: one call at a time for a stock, and the same ticket until the server has decided.
import type { CouponView, OfferView } from '../../shared/plugin/messages/views.ts';
import type { Call } from './api';
import { type Failure, isUncertain } from './outcome';

export type ClaimResult =
  | { readonly kind: 'claimed'; readonly stockId: string; readonly couponId: string }
  /** The server said no; the offers say why. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly state?: OfferView['state'] }
  /** Nobody knows: a second tap asks again with the same ticket. */
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface ClaimDesk {
  /** @returns undefined: this stock is being claimed already */
  claim(offer: OfferView): Promise<ClaimResult | undefined>;
}

/** @param refresh the stock's offer as it stands now, undefined where it cannot be had */
export function newClaimDesk(
  call: Call,
  refresh: (stockId: string) => Promise<OfferView | undefined>,
): ClaimDesk {
  const underway = new Set<string>();
  /** Tickets whose fate is not known. A new ticket would be a second coupon. */
  const undecided = new Map<string, string>();

  async function decide(offer: OfferView): Promise<ClaimResult> {
    const { stockId } = offer;
    const ticket = undecided.get(stockId) ?? offer.ticket ?? '';
    undecided.set(stockId, ticket);
    const outcome = await call('claim', { ticket });
    if (outcome.ok) {
      undecided.delete(stockId);
      return claimed(outcome.data.coupon);
    }
    const { failure } = outcome;
    if (!isUncertain(failure)) {
      // Login, rate limit: the ticket was not looked at.
      if (failure.retryable) return { kind: 'failed', failure };
      undecided.delete(stockId);
      return { kind: 'refused', failure, ...stateOf(failure) };
    }
    const now = await refresh(stockId);
    if (now?.couponId === undefined || now.couponId === offer.couponId) return { kind: 'failed', failure };
    undecided.delete(stockId);
    return { kind: 'claimed', stockId, couponId: now.couponId };
  }

  return {
    async claim(offer) {
      if (underway.has(offer.stockId)) return undefined;
      underway.add(offer.stockId);
      try {
        return await decide(offer);
      } finally {
        underway.delete(offer.stockId);
      }
    },
  };
}

function claimed({ stockId, couponId }: CouponView): ClaimResult {
  return { kind: 'claimed', stockId, couponId };
}

const offerStates: readonly string[] = [
  'not-started',
  'claimable',
  'claimed',
  'limit-reached',
  'sold-out',
  'paused',
  'ended',
] satisfies readonly OfferView['state'][];

function stateOf({ detail }: Failure): { readonly state?: OfferView['state'] } {
  return detail !== undefined && offerStates.includes(detail) ? { state: detail as OfferView['state'] } : {};
}
