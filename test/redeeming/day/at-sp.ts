// What 出行服务 asks for: coupons, and their end.
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import type { Dice } from './dice.ts';
import { type KnownCoupon, type Memory, noteAnswer } from './memory.ts';
import type { DayShop } from './shop.ts';

export async function claim(
  { server, stockIds, customers }: DayShop,
  memory: Memory,
  dice: Dice,
): Promise<void> {
  // Half of them are customers with a wallet.
  const customer = dice.chance(0.5) ? dice.pick(customers) : undefined;
  const userCode = customer?.userCode ?? `user${Math.floor(dice.roll() * 12)}`;
  const stockId = dice.pick(stockIds) ?? '';
  const request_id = `day${memory.coupons.length}x${Math.floor(dice.roll() * 1e9)}`;
  const answer = await server.claim({ user_code: userCode, stock_id: stockId, request_id });
  noteAnswer(memory, 'claim', answer.json.code);
  if (answer.json.code !== 0) return;
  memory.coupons.push({ couponId: answer.json.data.coupon_id, stockId, userCode });
}

export async function deactivate({ server, simulator }: DayShop, memory: Memory, dice: Dice): Promise<void> {
  // Mostly what has just come back.
  const restored = dice.chance(0.7) ? memory.restored.at(-1) : undefined;
  const coupon = memory.coupons.find(({ couponId }) => couponId === restored) ?? dice.pick(memory.coupons);
  if (coupon === undefined) return;
  const { userCode: user_code } = coupon;
  const as = dice.chance(0.5) ? CouponStatus.expired : CouponStatus.invalid;
  const who = { app_channel_id: 1, user_code, coupon_status: as };
  const theirs = memory.coupons.filter((other) => other.userCode === user_code);
  const coupons = dice.chance(0.5) ? [coupon] : [...new Set([coupon, ...dice.some(theirs, 3)])];
  const answer: HttpAnswer =
    coupons.length === 1
      ? await server.call('coupon.deactivate', { ...who, ...refOf(coupon) })
      : await server.call('coupon.batch-deactivate', { ...who, coupons: coupons.map(refOf) });
  noteAnswer(memory, 'deactivate', answer.json.code);
  if (answer.json.code !== 0 || answer.json.data.illegal_coupons !== undefined) return;
  const received = simulator.received().at(-1)?.n ?? 0;
  for (const { couponId } of coupons) {
    const end = memory.ended.get(couponId) ?? { received, as: new Set() };
    end.as.add(as);
    memory.ended.set(couponId, end);
  }
}

const refOf = ({ couponId, stockId }: KnownCoupon) => ({ coupon_id: couponId, stock_id: stockId });
