// An operator redeems a coupon, and takes a redemption back: the same consume as a till's, in an account of the operators' own.

import { type ConsumeRefusal, readConsumeRef } from '../domain/consume.ts';
import type { Coupon } from '../domain/coupon.ts';
import { operatorAccount } from '../domain/merchant.ts';
import { findConsumesOf } from '../store/sql/consumes.ts';
import { findCoupon } from '../store/sql/find-coupons.ts';
import { type ConsumeRequest, consume, type WhyRefused } from './consume.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { type ReverseAnswer, reverse } from './reverse.ts';
import { unguarded } from './scan-code.ts';
import { why } from './why-refused.ts';

export interface OperatorRedeem {
  readonly tenantId: string;
  readonly coupons: ConsumeRequest['coupons'];
  readonly storeCode?: string | undefined;
  readonly actor: string;
}

/** @returns the bizId that takes it back, and the coupons as they are now. @throws Refusal */
export async function redeemCoupons(
  deps: UseCaseDeps,
  { tenantId, coupons, storeCode, actor }: OperatorRedeem,
): Promise<{ bizId: string; coupons: Coupon[] }> {
  const bizId = (await heldFor(deps, coupons)) ?? deps.nextId();
  const request: ConsumeRequest = {
    tenantId,
    account: operatorAccount,
    bizId,
    customerId: undefined,
    coupons,
    amountFen: 0,
    points: 0,
    payPassword: undefined,
    storeCode,
    orderFen: undefined,
    take: 'recharge-first',
    booking: 'head-office',
    actor,
  };
  const outcome = await consume(deps, request, unguarded);
  if (outcome.kind === 'refused') throw refusalOf(outcome);
  return { bizId, coupons: await couponsOf(deps, outcome.answer.couponIds) };
}

/** An operator who holds a coupon redeems it by the bizId that it is held for. */
async function heldFor(
  deps: UseCaseDeps,
  { by, values }: OperatorRedeem['coupons'],
): Promise<string | undefined> {
  const [couponId] = values;
  if (by === 'code' || couponId === undefined) return undefined;
  const coupon = await findCoupon(deps.database.read, couponId, deps.buckets);
  const held = readConsumeRef(coupon?.hold?.by);
  return held?.account === operatorAccount ? held.bizId : undefined;
}

/** @param account undefined: whichever it was, as long as it was one. @throws Refusal */
export async function reverseConsume(
  deps: UseCaseDeps,
  {
    tenantId,
    account,
    bizId,
    actor,
  }: { tenantId: string; account?: string | undefined; bizId: string; actor: string },
): Promise<{ answer: ReverseAnswer; again: boolean; coupons: Coupon[] }> {
  const all = await findConsumesOf(deps.database.read, { tenantId, bizId }, deps.buckets);
  const found = all.filter((one) => one.state !== 'void' && (account ?? one.account) === one.account);
  if (found.length > 1) {
    const accounts = found.map((one) => one.account).join(', ');
    throw new Refusal('invalid', `bizId ${bizId} was used by ${accounts}: say which is meant`);
  }
  const [consumed] = found;
  const request = { tenantId, bizId, actor, reason: undefined };
  const outcome = consumed && (await reverse(deps, { ...request, account: consumed.account }));
  if (outcome?.kind !== 'done') throw new Refusal('notFound', `nothing was redeemed with bizId ${bizId}`);
  return { ...outcome, coupons: await couponsOf(deps, outcome.answer.couponIds) };
}

async function couponsOf(deps: UseCaseDeps, couponIds: readonly string[]): Promise<Coupon[]> {
  const found = await Promise.all(
    couponIds.map((couponId) => findCoupon(deps.database.read, couponId, deps.buckets)),
  );
  return found.filter((coupon) => coupon !== undefined);
}

function refusalOf({ reason, couponId }: ConsumeRefusal<WhyRefused>): Refusal {
  const key = reason === 'couponNotFound' || reason === 'codeInvalid' ? 'notFound' : 'stateForbids';
  const what = couponId === undefined ? '' : `coupon ${couponId} cannot be redeemed: `;
  return new Refusal(key, `${what}${why[reason]}`);
}
