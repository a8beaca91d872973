// Consumes and reversals with the real use cases, in the names of the run.
import type { ConsumeKey } from '../../../server/domain/consume.ts';
import { type ConsumeRequest, consume } from '../../../server/usecase/consume.ts';
import { reverse } from '../../../server/usecase/reverse.ts';
import { unguarded } from '../../../server/usecase/scan-code.ts';
import { noCoupon, type Order } from './acts.ts';
import { type Day, rightPassword, wrongPassword } from './world.ts';

/** Of the form of a code; that it were right by chance is one in 10^19. */
const guess = `1${'7'.repeat(19)}`;
const noId = '9'.repeat(19);

export async function consumeReally(day: Day, order: Order): Promise<unknown> {
  const outcome = await consume(day.world.useCases, requestOf(day, order), unguarded);
  if (outcome.kind === 'refused') {
    const { reason, couponId } = outcome;
    return { refused: reason, ...(couponId === undefined ? {} : { coupon: nameOf(day, couponId) }) };
  }
  const { couponIds, ...rest } = outcome.answer;
  return { again: outcome.again, coupons: couponIds.map((couponId) => nameOf(day, couponId)), ...rest };
}

function requestOf(day: Day, order: Order): ConsumeRequest {
  const { payer, by, values, password, amountFen, points, storeCode, orderFen, take } = order;
  const passwords = { right: rightPassword, wrong: wrongPassword };
  const read = (value: string) =>
    by === 'code' ? (day.codes.get(value) ?? guess) : (day.couponIds.get(value) ?? noId);
  return {
    ...keyOf(day, order.biz),
    ...{ amountFen, points, storeCode, orderFen, take, booking: 'gift-at-store', actor: 'till' },
    customerId: payer && (payer === 'stranger' ? noId : day.customers[payer].customerId),
    coupons: { by, values: values.map(read) },
    payPassword: password && passwords[password],
  };
}

export async function reverseReally(day: Day, biz: string): Promise<unknown> {
  const request = { ...keyOf(day, biz), actor: 'till', reason: undefined };
  const outcome = await reverse(day.world.useCases, request);
  if (outcome.kind === 'refused') return { refused: outcome.reason };
  const { couponIds, ...rest } = outcome.answer;
  return { again: outcome.again, coupons: couponIds.map((couponId) => nameOf(day, couponId)), ...rest };
}

/** `till/3` is the account and the number of the bizId. */
export function keyOf({ prefix }: Day, biz: string): ConsumeKey {
  const [account = '', number = ''] = biz.split('/');
  return { tenantId: 'demo', account, bizId: prefix + number };
}

export function nameOf({ couponIds }: Day, couponId: string): string {
  if (couponId === noId) return noCoupon;
  return [...couponIds].find(([, id]) => id === couponId)?.[0] ?? couponId;
}
