// What a user is offered: the stocks of the channel, each in the state that it is in for this user.

import { CouponStatus, StockStatus } from '../../shared/sp/vocabulary.ts';
import { bucketOf } from '../domain/bucket.ts';
import { claimTicketMs, type TicketOwner, writeClaimTicket } from '../domain/claim-ticket.ts';
import { effective } from '../domain/coupon.ts';
import { type OfferState, offerState } from '../domain/offer.ts';
import type { Stock } from '../domain/stock.ts';
import { countUserIssued, latestCoupons } from '../store/sql/count-user-issued.ts';
import { findCoupons } from '../store/sql/find-coupons.ts';
import { countIssued, findStock, listStocks } from '../store/sql/find-stock.ts';
import type { UseCaseDeps } from './deps.ts';

export interface Offer {
  readonly stock: Stock;
  readonly state: OfferState;
  readonly mine: number;
  readonly couponId: string | undefined;
  /** Only while it can be claimed. */
  readonly ticket: string | undefined;
}

/** More than fit on a phone; the rest is found by name. */
const offered = 20;

/** @param stockIds none: all that run; those that are not of the user's channel are left out */
export async function offersTo(
  deps: UseCaseDeps,
  owner: TicketOwner,
  stockIds: readonly string[],
): Promise<Offer[]> {
  const { read } = deps.database;
  const now = deps.now();
  const stocks = await stocksFor(deps, owner, stockIds, now);
  if (stocks.length === 0) return [];
  const ids = stocks.map(({ stockId }) => stockId);
  const of = { ...owner, bucket: bucketOf(owner.userCode, deps.buckets), stockIds: ids };
  const issued = await countIssued(read, owner.tenantId, ids);
  const mine = await countUserIssued(read, of);
  const latest = await latestCoupons(read, of);
  const keys = [...latest.values()].map((couponId) => ({ bucket: of.bucket, couponId }));
  const usable = new Set(
    (await findCoupons(read, keys))
      .filter((coupon) => effective(coupon, now).status === CouponStatus.available)
      .map(({ stockId }) => stockId),
  );
  return stocks.map((stock) => {
    const { stockId } = stock;
    const had = mine.get(stockId) ?? 0;
    const counts = { issued: issued.get(stockId) ?? 0, mine: had, hasUsable: usable.has(stockId) };
    const state = offerState(stock, counts, now);
    const ticket = state === 'claimable' ? ticketFor(deps, owner, stockId, now) : undefined;
    return { stock, state, mine: had, couponId: latest.get(stockId), ticket };
  });
}

async function stocksFor(
  { database: { read } }: UseCaseDeps,
  { tenantId, appChannelId }: TicketOwner,
  stockIds: readonly string[],
  now: number,
): Promise<Stock[]> {
  const ofChannel = (stock: Stock | undefined): stock is Stock => stock?.appChannelId === appChannelId;
  if (stockIds.length > 0) {
    const found = await Promise.all(stockIds.map((stockId) => findStock(read, tenantId, stockId)));
    return found.filter(ofChannel);
  }
  const running = (await listStocks(read, tenantId)).filter(
    (stock) => ofChannel(stock) && stock.status === StockStatus.running && now <= stock.endAt,
  );
  return running.slice(0, offered);
}

function ticketFor(deps: UseCaseDeps, owner: TicketOwner, stockId: string, now: number): string {
  const ticket = { requestId: deps.nextId(), stockId, expiresAt: now + claimTicketMs };
  return writeClaimTicket(deps.codeMac, owner, ticket);
}
