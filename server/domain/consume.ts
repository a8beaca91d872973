// Decides a consume (merchant open API, `communal.user.consume`): coupons, balance and points, all of them or nothing.
import type { Coupon, CouponChange } from './coupon.ts';
import { decideRedeem, type WhyNotRedeemable } from './redeem.ts';
import type { Stock } from './stock.ts';
import {
  type Funds,
  type LedgerEntry,
  moveFunds,
  splitAmount,
  type TakeOrder,
  type Wallet,
} from './wallet.ts';

/** What makes a repeated consume the same one: a bizId is the merchant account's own. */
export interface ConsumeKey {
  readonly tenantId: string;
  readonly account: string;
  readonly bizId: string;
}

/** How coupons and ledgers name a consume. An account has no slash in it. */
export const consumeRef = ({ account, bizId }: Pick<ConsumeKey, 'account' | 'bizId'>): string =>
  `${account}/${bizId}`;

/** @returns undefined where it names none. A bizId may have slashes. */
export function readConsumeRef(ref: string | undefined): Pick<ConsumeKey, 'account' | 'bizId'> | undefined {
  const [, account, bizId] = /^([^/]+)\/(.+)$/s.exec(ref ?? '') ?? [];
  return account === undefined || bizId === undefined ? undefined : { account, bizId };
}

export interface ConsumeOrder extends ConsumeKey {
  /** What is asked for, in the order of the request; those that nobody has, or not this customer, are missing in the view. */
  readonly couponIds: readonly string[];
  readonly amountFen: number;
  readonly points: number;
  readonly take: TakeOrder;
  readonly storeCode: string | undefined;
  /** What the whole order comes to, where the till says so: a coupon may ask for a minimum. */
  readonly orderFen: number | undefined;
  readonly actor: string;
}

export interface RedeemableCoupon {
  readonly coupon: Coupon;
  readonly stock: Stock;
  /** The only stores where it is taken; none: everywhere. */
  readonly stores: readonly string[];
}

export type WhyNotConsumed =
  | WhyNotRedeemable
  | 'couponNotFound'
  | 'wrongStore'
  | 'orderTooSmall'
  | 'balanceShort'
  | 'pointsShort';

/** Says which part failed, and why. */
export interface ConsumeRefusal<Reason = WhyNotConsumed> {
  readonly kind: 'refused';
  readonly reason: Reason;
  readonly couponId?: string;
}

export type ConsumeDecision = Consumed | ConsumeRefusal;

export interface Consumed {
  readonly kind: 'done';
  readonly changes: readonly CouponChange[];
  readonly taken: Funds;
  /** The wallet after it, and its line; undefined where nothing is taken from one. */
  readonly move: { readonly wallet: Wallet; readonly entry: LedgerEntry } | undefined;
}

/** @param found by coupon id */
export function decideConsume(
  order: ConsumeOrder,
  found: ReadonlyMap<string, RedeemableCoupon>,
  wallet: Wallet | undefined,
  at: number,
): ConsumeDecision {
  const changes: CouponChange[] = [];
  for (const couponId of order.couponIds) {
    const decision = decideCoupon(order, found.get(couponId), at);
    if (typeof decision === 'string') return { kind: 'refused', reason: decision, couponId };
    changes.push(decision);
  }
  const taken = fundsTaken(order, wallet);
  if (typeof taken === 'string') return { kind: 'refused', reason: taken };
  if (wallet === undefined || (order.amountFen === 0 && order.points === 0))
    return { kind: 'done', changes, taken, move: undefined };
  const ref = `consume:${consumeRef(order)}`;
  const move = moveFunds(wallet, negative(taken), { kind: 'consume', at, ref, actor: order.actor });
  if (typeof move === 'string') return { kind: 'refused', reason: 'balanceShort' };
  return { kind: 'done', changes, taken, move };
}

function decideCoupon(
  order: ConsumeOrder,
  found: RedeemableCoupon | undefined,
  at: number,
): CouponChange | WhyNotConsumed {
  if (found === undefined) return 'couponNotFound';
  const { coupon, stock, stores } = found;
  const redeemedBy = consumeRef(order);
  const reason = `consume ${redeemedBy}${order.storeCode === undefined ? '' : ` at ${order.storeCode}`}`;
  const decision = decideRedeem(coupon, { at, actor: order.actor, reason, redeemedBy });
  if (decision.kind === 'refused') return decision.reason;
  const taken = stores.length === 0 || (order.storeCode !== undefined && stores.includes(order.storeCode));
  if (!taken) return 'wrongStore';
  const tooSmall = order.orderFen !== undefined && order.orderFen < stock.benefit.transactionMinimumFen;
  return tooSmall ? 'orderTooSmall' : decision.change;
}

/** Nobody's wallet holds nothing. */
function fundsTaken(
  { amountFen, points, take }: ConsumeOrder,
  wallet: Wallet | undefined,
): Funds | WhyNotConsumed {
  const held = wallet ?? { rechargeFen: 0, giftFen: 0, points: 0 };
  const split = splitAmount(held, amountFen, take);
  if (split === undefined) return 'balanceShort';
  return points > held.points ? 'pointsShort' : { ...split, points };
}

const negative = ({ rechargeFen, giftFen, points }: Funds): Funds => ({
  rechargeFen: 0 - rechargeFen,
  giftFen: 0 - giftFen,
  points: 0 - points,
});
