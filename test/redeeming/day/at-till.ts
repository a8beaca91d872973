// What tills do: consume by coupon and by scan code, ask again, take back, and hold coupons while an order is being paid.
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import { scanCodeOf } from '../../../server/usecase/scan-code.ts';
import type { GivenParamsOf } from '../../../shared/merchant/actions.ts';
import { formatYuan } from '../../../shared/merchant/money.ts';
import type { Dice } from './dice.ts';
import { type KnownCoupon, type Memory, noteAnswer } from './memory.ts';
import type { DayShop } from './shop.ts';

type Order = GivenParamsOf<'communal.user.consume'> & { readonly bizId: string };

export async function consume(shop: DayShop, memory: Memory, dice: Dice): Promise<void> {
  const order = dice.chance(0.4) ? await scanned(shop, memory, dice) : named(shop, memory, dice);
  if (order === undefined) return;
  memory.orders.push(order);
  await send(shop, memory, order);
  // Its answer may be lost on the way to the till.
  if (dice.chance(0.2)) await send(shop, memory, order);
}

async function send({ till }: DayShop, memory: Memory, order: Order): Promise<void> {
  const { code } = await till.call('communal.user.consume', order);
  noteAnswer(memory, 'consume', code);
  if (code === 0) memory.done.push(order.bizId);
}

/** Coupons of a customer's own, and something from the wallet. */
function named({ customers }: DayShop, memory: Memory, dice: Dice): Order | undefined {
  const customer = dice.pick(customers);
  if (customer === undefined) return undefined;
  const theirs = memory.coupons.filter(({ userCode }) => userCode === customer.userCode).slice(-6);
  const couponsCardList = dice.some(theirs, 2).map(({ couponId }) => couponId);
  const amountFen = couponsCardList.length > 0 && dice.chance(0.5) ? 0 : 1 + Math.floor(dice.roll() * 900);
  const { customerId } = customer;
  return { ...newOrder(memory, dice), customerId, couponsCardList, amount: formatYuan(amountFen) };
}

/** What somebody's phone shows. */
async function scanned(shop: DayShop, memory: Memory, dice: Dice): Promise<Order | undefined> {
  const { useCases } = shop.server.context;
  const known = dice.pick(memory.coupons.slice(-20));
  const coupon = known && (await findCoupon(useCases.database.read, known.couponId, useCases.buckets));
  // It may have ended since, and then the phone shows none.
  const shown = coupon && (await scanCodeOf(useCases, coupon).catch(() => undefined));
  return shown && { ...newOrder(memory, dice), type: 1, couponsCardList: [shown.code] };
}

function newOrder({ orders }: Memory, dice: Dice): Pick<Order, 'bizId' | 'points' | 'multiMark'> {
  return {
    bizId: `b${orders.length}x${Math.floor(dice.roll() * 1e9)}`,
    ...(dice.chance(0.2) && { points: Math.floor(dice.roll() * 20) }),
    ...(dice.chance(0.7) && { multiMark: 'S1' }),
  };
}

/** Mostly of what was done not long ago; sometimes of an order whose consume has yet to come. */
export async function reverse(shop: DayShop, memory: Memory, dice: Dice): Promise<void> {
  const bizId = dice.chance(0.1)
    ? `early${Math.floor(dice.roll() * 1e9)}`
    : dice.pick(memory.done.slice(-30));
  if (bizId === undefined) return;
  const { code, data } = await shop.till.call('communal.user.consume-reverse', { bizId });
  noteAnswer(memory, 'reverse', code);
  memory.restored.push(...(data?.couponsCardList ?? []));
}

/** Holds a coupon; then redeems it, lets it go, or forgets about it. */
export async function hold(shop: DayShop, memory: Memory, dice: Dice): Promise<void> {
  const coupon: KnownCoupon | undefined = dice.pick(memory.coupons.slice(-20));
  if (coupon === undefined) return;
  const { couponId, userCode } = coupon;
  const order = newOrder(memory, dice);
  const { code } = await shop.till.call('communal.coupon.freeze', { couponId, bizId: order.bizId });
  noteAnswer(memory, 'freeze', code);
  const customerId = shop.customers.find((customer) => customer.userCode === userCode)?.customerId;
  if (customerId !== undefined && dice.chance(0.6)) {
    const confirmed = { ...order, customerId, couponsCardList: [couponId] };
    memory.orders.push(confirmed);
    await send(shop, memory, confirmed);
  } else if (dice.chance(0.5)) {
    const released = await shop.till.call('communal.coupon.unfreeze', { couponId, bizId: order.bizId });
    noteAnswer(memory, 'unfreeze', released.code);
  }
}
