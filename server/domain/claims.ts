// Decides a group of claims against what was read under the lock: the rules of sp §6 claim, in one pure function.
import type { SpErrorKey } from '../../shared/sp/codes.ts';
import { CouponStatus, StockStatus } from '../../shared/sp/vocabulary.ts';
import type { Coupon, StoredPhone } from './coupon.ts';
import type { Stock } from './stock.ts';

export interface ClaimRequest {
  readonly bucket: number;
  readonly tenantId: string;
  /** undefined: whichever channel the stock is in. */
  readonly appChannelId: number | undefined;
  readonly stockId: string;
  readonly userCode: string;
  /** What makes a repeated claim the same claim; only issuing by ourselves may leave it out. */
  readonly requestId: string | undefined;
  readonly source: 'claim' | 'issue';
  readonly issuedBy?: 'plugin' | undefined;
  readonly extra: string | undefined;
  readonly phone: StoredPhone | undefined;
}

export type ClaimOutcome =
  | { readonly kind: 'issued' | 'repeated'; readonly coupon: Coupon; readonly stock: Stock }
  | Refused;

interface Refused {
  readonly kind: 'refused';
  readonly reason: SpErrorKey;
  /** Where the stock, or the user's bucket of it, has none left: the stock that it was decided on. */
  readonly stock?: Stock;
}

/** A counter row: how many were issued, and how many may be. */
export interface Counter {
  readonly bucket: number;
  readonly tenantId: string;
  readonly stockId: string;
  readonly issued: number;
  readonly quota: number;
}

export interface UserCounter extends Counter {
  readonly userCode: string;
}

/** What the rules need to know, read after the stocks' counters were locked. */
export interface ClaimView {
  readonly stocks: ReadonlyMap<string, Stock>;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly userCounters: ReadonlyMap<string, UserCounter>;
  /** Coupons that were issued for one of the group's request_ids. */
  readonly known: ReadonlyMap<string, Coupon>;
}

export interface ClaimDecision {
  /** One for each request, in their order. */
  readonly outcomes: readonly ClaimOutcome[];
  readonly coupons: readonly Coupon[];
  readonly counters: readonly Counter[];
  readonly userCounters: readonly UserCounter[];
}

export const stockKey = (of: { tenantId: string; stockId: string }): string =>
  `${of.tenantId}\n${of.stockId}`;
export const counterKey = (of: { bucket: number; tenantId: string; stockId: string }): string =>
  `${of.bucket}\n${of.tenantId}\n${of.stockId}`;
/** Whoever locks several counters locks them in this order, so that no two hold what the other waits for. */
export const byCounter = (
  a: { bucket: number; tenantId: string; stockId: string },
  b: { bucket: number; tenantId: string; stockId: string },
): number => a.bucket - b.bucket || (stockKey(a) < stockKey(b) ? -1 : 1);
export const userKey = (of: { tenantId: string; stockId: string; userCode: string }): string =>
  `${of.tenantId}\n${of.stockId}\n${of.userCode}`;
export const requestKey = (of: { tenantId: string; requestId: string | undefined }): string =>
  `${of.tenantId}\n${of.requestId}`;

/** Decides each request in turn; what an earlier one took, a later one of the same group cannot take again. */
export function decideClaims(
  view: ClaimView,
  requests: readonly ClaimRequest[],
  now: number,
  nextCouponId: () => string,
): ClaimDecision {
  const known = new Map(view.known);
  const counters = new Map<string, Mutable<Counter>>();
  const userCounters = new Map<string, Mutable<UserCounter>>();
  const coupons: Coupon[] = [];

  function decide(request: ClaimRequest): ClaimOutcome {
    const stock = view.stocks.get(stockKey(request));
    const earlier = request.requestId === undefined ? undefined : known.get(requestKey(request));
    if (earlier !== undefined) return repeat(earlier, request, stock);
    if (stock === undefined || !inChannel(stock, request)) return refused('stockNotFound');
    const closed = whyNotOpen(stock, now);
    if (closed !== undefined) return refused(closed);

    const ofStock = counterKey(request);
    const counter = counters.get(ofStock) ?? view.counters.get(ofStock) ?? noCounter(request);
    if (counter.issued >= counter.quota) return { kind: 'refused', reason: 'stockExhausted', stock };
    const ofUser = userKey(request);
    const userCounter = userCounters.get(ofUser) ?? view.userCounters.get(ofUser) ?? noUserCounter(request);
    if (userCounter.issued >= stock.maxCouponsPerUser) return refused('userLimitReached');

    const coupon = newCoupon(request, stock, now, nextCouponId());
    copyOnce(counters, ofStock, counter).issued += 1;
    const mine = copyOnce(userCounters, ofUser, userCounter);
    mine.issued += 1;
    mine.quota = stock.maxCouponsPerUser;
    if (request.requestId !== undefined) known.set(requestKey(request), coupon);
    coupons.push(coupon);
    return { kind: 'issued', coupon, stock };
  }

  const outcomes = requests.map(decide);
  return { outcomes, coupons, counters: [...counters.values()], userCounters: [...userCounters.values()] };
}

type Mutable<Value> = { -readonly [Member in keyof Value]: Value[Member] };

/** The decision's own copy of what was read, made when it is first counted on. */
function copyOnce<Value>(copies: Map<string, Mutable<Value>>, key: string, value: Value): Mutable<Value> {
  let copy = copies.get(key);
  if (copy === undefined) {
    copy = { ...value };
    copies.set(key, copy);
  }
  return copy;
}

/** The same request again is answered with its coupon as it is now, whatever became of the stock. */
function repeat(coupon: Coupon, request: ClaimRequest, stock: Stock | undefined): ClaimOutcome {
  const same = coupon.userCode === request.userCode && coupon.stockId === request.stockId;
  return same && stock !== undefined ? { kind: 'repeated', coupon, stock } : refused('requestIdReused');
}

/** A stock of another channel is answered like one that does not exist (sp §5). */
function inChannel(stock: Stock, { appChannelId }: ClaimRequest): boolean {
  return appChannelId === undefined || stock.appChannelId === appChannelId;
}

function whyNotOpen(stock: Stock, now: number): SpErrorKey | undefined {
  if (stock.status !== StockStatus.running) return 'stockNotIssuing';
  return now > stock.endAt ? 'stockOver' : undefined;
}

function newCoupon(request: ClaimRequest, stock: Stock, now: number, couponId: string): Coupon {
  return {
    bucket: request.bucket,
    couponId,
    tenantId: request.tenantId,
    stockId: request.stockId,
    userCode: request.userCode,
    requestId: request.requestId,
    source: request.source,
    issuedBy: request.issuedBy,
    status: CouponStatus.available,
    version: 1,
    beginAt: stock.beginAt,
    endAt: stock.endAt,
    receiveAt: now,
    usedAt: undefined,
    endedAt: undefined,
    extra: request.extra,
    phone: request.phone,
    hold: undefined,
    redeemedBy: undefined,
    redeemHandle: undefined,
  };
}

const refused = (reason: SpErrorKey): ClaimOutcome => ({ kind: 'refused', reason });

const noCounter = ({ bucket, tenantId, stockId }: ClaimRequest): Counter => ({
  bucket,
  tenantId,
  stockId,
  issued: 0,
  quota: 0,
});

const noUserCounter = ({ bucket, tenantId, stockId, userCode }: ClaimRequest): UserCounter => ({
  bucket,
  tenantId,
  stockId,
  userCode,
  issued: 0,
  quota: 0,
});
