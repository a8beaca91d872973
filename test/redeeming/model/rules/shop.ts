// All that the rules know of a shop: plain values, changed in place. Nothing here is taken from the code that is held against it.
import type { Act, Order } from '../acts.ts';
import type { Change, StockKind, User } from '../commands.ts';

export const available = 1;
export const used = 2;
export const expired = 3;
export const invalid = 4;

export interface CouponOfShop {
  readonly owner: User;
  readonly stock: StockKind;
  status: number;
  version: number;
  usedAt: number | undefined;
  endedAt: number | undefined;
  hold: { readonly by: string; readonly until: number } | undefined;
  redeemedBy: string | undefined;
  /** What its scan codes are made from: another one after each reversal. */
  handle: string | undefined;
  /** The statuses that 出行服务 is told, in order. */
  readonly told: number[];
  /** `event from→to` */
  readonly history: string[];
}

export interface WalletOfShop {
  rechargeFen: number;
  giftFen: number;
  points: number;
  readonly lines: { readonly kind: string; readonly change: Change; readonly orderId: string | undefined }[];
  readonly hasPassword: boolean;
  wrong: number;
  wrongSince: number;
  lockedUntil: number;
}

export interface ConsumeOfShop {
  state: 'done' | 'reversed' | 'void';
  readonly content: string;
  readonly coupons: readonly string[];
  readonly payer: 'ann' | 'ben' | undefined;
  readonly taken: Change;
  readonly answer: object;
  reversal: object | undefined;
}

export interface Shop {
  now: number;
  readonly stocks: Readonly<Record<StockKind, { readonly beginAt: number; readonly endAt: number }>>;
  readonly coupons: Map<string, CouponOfShop>;
  readonly wallets: Readonly<Record<'ann' | 'ben', WalletOfShop>>;
  readonly consumes: Map<string, ConsumeOfShop>;
  /** What was shown on phones. */
  readonly codes: Map<string, { readonly coupon: string; readonly handle: string; readonly minute: number }>;
  readonly orders: Order[];
  /** All that were named, in the order in which they were. */
  readonly bizIds: Set<string>;
  /** What was done, to be read where something is wrong. */
  readonly acts: Act[];
}

/** An hour and a half, from half an hour on, and twenty minutes. */
export function newShop(now: number): Shop {
  const minutes = (from: number, to: number) => ({
    beginAt: now + from * 60_000,
    endAt: now + to * 60_000,
  });
  return {
    now,
    stocks: { plain: minutes(-60, 90), later: minutes(30, 180), shop: minutes(-60, 20) },
    coupons: new Map(),
    wallets: { ann: emptyWallet(true), ben: emptyWallet(false) },
    consumes: new Map(),
    codes: new Map(),
    orders: [],
    bizIds: new Set(),
    acts: [],
  };
}

const emptyWallet = (hasPassword: boolean): WalletOfShop => ({
  rechargeFen: 0,
  giftFen: 0,
  points: 0,
  lines: [],
  hasPassword,
  wrong: 0,
  wrongSince: 0,
  lockedUntil: 0,
});

/** What counts now, whatever is written down: past its end an available coupon is expired, and a hold may be over. */
export function statusNow(shop: Shop, coupon: CouponOfShop): number {
  return coupon.status === available && isPast(shop, coupon) ? expired : coupon.status;
}

export function isPast(shop: Shop, coupon: CouponOfShop): boolean {
  return shop.now > shop.stocks[coupon.stock].endAt;
}

export function heldBy(shop: Shop, coupon: CouponOfShop): string | undefined {
  const { hold } = coupon;
  return hold !== undefined && hold.until > shop.now && !isPast(shop, coupon) ? hold.by : undefined;
}

/** Writes a change down; what it does beside the status is for the caller to say. */
export function change(
  coupon: CouponOfShop,
  event: string,
  to: number,
  more: Partial<Pick<CouponOfShop, 'usedAt' | 'endedAt' | 'hold' | 'redeemedBy'>> = {},
): void {
  coupon.history.push(`${event} ${coupon.status}→${to}`);
  if (coupon.status !== to) coupon.told.push(to);
  coupon.version += 1;
  coupon.status = to;
  const plain = { usedAt: undefined, endedAt: undefined, hold: undefined, redeemedBy: undefined };
  Object.assign(coupon, plain, more);
}
