// What a user can do with a stock now: the one state that the plugin shows.
import type { OfferView } from '../../shared/plugin/messages/views.ts';
import { StockStatus } from '../../shared/sp/vocabulary.ts';
import type { Stock } from './stock.ts';

export type OfferState = OfferView['state'];

export interface OfferCounts {
  /** Of the stock, by everybody. */
  readonly issued: number;
  /** By this user. */
  readonly mine: number;
  /** Whether the user's latest coupon can still be used. */
  readonly hasUsable: boolean;
}

/** What the user has comes before what the stock has left: whoever has one wants to see it. */
export function offerState(stock: Stock, { issued, mine, hasUsable }: OfferCounts, now: number): OfferState {
  const isFull = mine >= stock.maxCouponsPerUser;
  if (isFull && hasUsable) return 'claimed';
  if (stock.status === StockStatus.stopped || now > stock.endAt) return 'ended';
  if (stock.status === StockStatus.paused) return 'paused';
  if (stock.status !== StockStatus.running) return 'not-started';
  if (isFull) return 'limit-reached';
  return issued >= stock.maxCoupons ? 'sold-out' : 'claimable';
}

/** The state that a refused claim has found; undefined where the refusal says nothing about the offer. */
export function refusedState(reason: string, stock: Stock, now: number): OfferState | undefined {
  if (reason === 'stockExhausted') return 'sold-out';
  if (reason === 'userLimitReached') return 'limit-reached';
  const isClosed = reason === 'stockNotIssuing' || reason === 'stockOver';
  return isClosed ? offerState(stock, { issued: 0, mine: 0, hasUsable: false }, now) : undefined;
}
