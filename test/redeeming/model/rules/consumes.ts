// A consume and its reversal: all of it or nothing, once for each bizId.
import type { Order } from '../acts.ts';
import { whyNotFree } from './coupons.ts';
import { available, change, expired, isPast, type Shop, used } from './shop.ts';
import { enter, holds, move, split } from './wallets.ts';

const refused = (reason: string, coupon?: string) => ({
  refused: reason,
  ...(coupon === undefined ? {} : { coupon }),
});

export function consume(shop: Shop, order: Order): unknown {
  shop.orders.push(order);
  const { biz, amountFen, points, storeCode } = order;
  const content = contentOf(shop, order);
  const earlier = shop.consumes.get(biz);
  if (earlier !== undefined && earlier.state !== 'done') return refused('consumeReversed');
  if (earlier !== undefined)
    return earlier.content === content ? { again: true, ...earlier.answer } : refused('bizIdReused');

  const subject = subjectOf(shop, order);
  if ('refused' in subject) return subject;
  const { payer, coupons } = subject;
  const wallet = payer && shop.wallets[payer];
  const locked = enter(shop, wallet, order);
  if (locked !== undefined) return refused(locked);
  for (const [n, name] of coupons.entries()) {
    const reason = whyNotThis(shop, order, payer, name, n);
    if (reason === 'couponNotFound' && order.by === 'code') return refused('codeInvalid');
    if (reason !== undefined) return refused(reason, name);
  }
  const held = wallet ? holds(wallet) : { rechargeFen: 0, giftFen: 0, points: 0 };
  if (amountFen > held.rechargeFen + held.giftFen) return refused('balanceShort');
  if (points > held.points) return refused('pointsShort');

  for (const name of coupons) {
    const coupon = shop.coupons.get(name);
    if (coupon) change(coupon, 'use', used, { usedAt: shop.now, redeemedBy: biz });
  }
  const taken = { ...split(held, amountFen, order.take), points };
  if (wallet && (amountFen > 0 || points > 0)) move(wallet, 'consume', taken, -1);
  // The gift is the store's, where one is named.
  const storeFen = storeCode === undefined ? 0 : taken.giftFen;
  const answer = {
    coupons,
    taken,
    after: wallet && holds(wallet),
    booked: { headOfficeFen: amountFen - storeFen, storeFen },
  };
  const entry = { state: 'done' as const, content, coupons, payer, taken, answer, reversal: undefined };
  shop.consumes.set(biz, entry);
  return { again: false, ...answer };
}

/** A code counts by what it stands for; neither the password nor the order of taking counts. */
function contentOf(shop: Shop, { payer, by, values, amountFen, points, storeCode, orderFen }: Order): string {
  const coupons = values.map((value) => (by === 'code' ? `code of ${shop.codes.get(value)?.handle}` : value));
  return JSON.stringify([payer, coupons.sort(), amountFen, points, storeCode, orderFen]);
}

type Subject = { payer: 'ann' | 'ben' | undefined; coupons: string[] } | ReturnType<typeof refused>;

function subjectOf(shop: Shop, { payer, by, values, amountFen, points, password }: Order): Subject {
  if (payer === 'stranger') return refused('customerNotFound');
  const coupons: string[] = [];
  for (const value of values) {
    const code = by === 'code' ? shop.codes.get(value) : undefined;
    const isOld = code !== undefined && Math.floor(shop.now / 60_000) > code.minute + 1;
    if (by === 'code' && (code === undefined || isOld)) return refused('codeInvalid');
    const name = code?.coupon ?? value;
    if (payer === undefined && !shop.coupons.has(name)) return refused('couponNotFound', name);
    coupons.push(name);
  }
  if (new Set(coupons).size < coupons.length) return refused('couponTwice');
  if (payer !== undefined) return { payer, coupons };
  const owners = new Set(coupons.map((name) => shop.coupons.get(name)?.owner));
  const [owner] = owners;
  const pays = amountFen > 0 || points > 0 || password !== undefined;
  if (pays && owners.size !== 1) return refused('ownersDiffer');
  return { payer: owners.size === 1 && owner !== 'cai' ? owner : undefined, coupons };
}

function whyNotThis(
  shop: Shop,
  { biz, by, values, storeCode, orderFen }: Order,
  payer: string | undefined,
  name: string,
  n: number,
): string | undefined {
  const coupon = shop.coupons.get(name);
  const isTheirs = payer === undefined || coupon?.owner === payer;
  const isOldCode = by === 'code' && shop.codes.get(values[n] ?? '')?.handle !== coupon?.handle;
  if (coupon === undefined || !isTheirs || isOldCode) return 'couponNotFound';
  const reason = whyNotFree(shop, name, biz);
  if (reason !== undefined) return reason;
  if (shop.now < shop.stocks[coupon.stock].beginAt) return 'couponNotBegun';
  if (coupon.stock === 'shop' && storeCode !== 'S1') return 'wrongStore';
  return coupon.stock === 'shop' && orderFen !== undefined && orderFen < 10_000 ? 'orderTooSmall' : undefined;
}

/** A bizId that was never used is used up. */
export function reverse(shop: Shop, { biz }: { biz: string }): unknown {
  const consumed = shop.consumes.get(biz);
  if (consumed === undefined) {
    const nothing = { rechargeFen: 0, giftFen: 0, points: 0 };
    const rest = { content: '', coupons: [], payer: undefined, taken: nothing, answer: {} };
    shop.consumes.set(biz, { state: 'void', ...rest, reversal: undefined });
  }
  if (consumed === undefined || consumed.state === 'void') return refused('consumeNotFound');
  if (consumed.reversal !== undefined) return { again: true, ...consumed.reversal };
  for (const name of consumed.coupons) {
    const coupon = shop.coupons.get(name);
    if (coupon === undefined) continue;
    coupon.handle = undefined;
    if (isPast(shop, coupon))
      change(coupon, 'restore-late', expired, { endedAt: shop.stocks[coupon.stock].endAt });
    else change(coupon, 'restore', available);
  }
  const { payer, taken, coupons } = consumed;
  const wallet = payer && shop.wallets[payer];
  const isAny = taken.rechargeFen + taken.giftFen + taken.points > 0;
  if (wallet && isAny) move(wallet, 'reverse', taken, 1);
  consumed.state = 'reversed';
  consumed.reversal = { coupons, given: taken, after: wallet && holds(wallet) };
  return { again: false, ...consumed.reversal };
}
