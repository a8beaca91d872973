// What 出行服务 does over a network that fails: claims for users and now and then deactivates, each call again until it is answered.
import { randomInt, randomUUID } from 'node:crypto';
import type { SpCallAnswer, SpClient } from '../../shared/sp/client.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { spClientAt } from '../kit/tencent.ts';
import type { World } from './peers.ts';
import { persist } from './persist.ts';

interface Claim {
  readonly requestId: string;
  readonly userCode: string;
  readonly stockId: string;
}

/** The request_id of an attempt: always the claim's own, if the caller keeps to the protocol. */
export type Habit = (claim: Claim, attempt: number) => string;
export const sameId: Habit = ({ requestId }) => requestId;

export async function playTencent(world: World, url: string, habit: Habit): Promise<void> {
  const client = spClientAt(url);
  while (!world.finishing()) {
    const claim = newClaim(world);
    const couponId = await makeClaim(world, client, claim, habit);
    if (couponId === undefined) continue;
    // Coupons of customers are for the tills, and those of a brief stock for the sweeper.
    const held = world.holdings.get(claim.userCode);
    if (held !== undefined) held.push(couponId);
    else if (claim.stockId === 'lasting' && Math.random() < 0.4)
      await deactivate(world, client, claim, couponId);
  }
}

function newClaim({ stocks, holdings, users }: World): Claim {
  const requestId = randomUUID().replaceAll('-', '');
  if (Math.random() < 0.3) {
    const customers = [...holdings.keys()];
    return { requestId, userCode: customers[randomInt(customers.length)] ?? '', stockId: 'lasting' };
  }
  const stockId = ['lasting', stocks.brief, stocks.scarce][randomInt(3)] ?? 'lasting';
  // Of what there is little of, the same few want more than they may have.
  const wanting = stockId === stocks.scarce ? users / 4 : users;
  return { requestId, userCode: `u${randomInt(wanting)}`, stockId };
}

async function makeClaim(world: World, client: SpClient, claim: Claim, habit: Habit) {
  const told = await persist(async (attempt) => {
    const answer = await client.call(
      'coupon.receive',
      { ...userAndStock(claim), request_id: habit(claim, attempt) },
      { signal: AbortSignal.timeout(world.timeoutMs) },
    );
    return isDecided(answer) ? answer : undefined;
  }, world.goOn);
  if (told === undefined) return undefined;
  const { code = Number.NaN, message, data } = told.answer;
  if (data === undefined) {
    world.exact.claimRefused(claim, code, message);
    return undefined;
  }
  const { coupon_id: couponId } = data as { coupon_id: string };
  world.oracle.claimAcknowledged(habit(claim, told.asked), couponId);
  return couponId;
}

async function deactivate(world: World, client: SpClient, claim: Claim, couponId: string): Promise<void> {
  const coupon_status = CouponStatus.invalid;
  const told = await persist(async () => {
    const answer = await client.call(
      'coupon.deactivate',
      { ...userAndStock(claim), coupon_id: couponId, coupon_status },
      { signal: AbortSignal.timeout(world.timeoutMs) },
    );
    return isDecided(answer) ? answer : undefined;
  }, world.goOn);
  if (told === undefined) return;
  const { code, message } = told.answer;
  if (code === 0) world.oracle.deactivationAcknowledged(couponId, coupon_status);
  else world.exact.complain(`the deactivation of ${couponId} was refused: ${code} ${message}`);
}

const userAndStock = ({ userCode, stockId }: Claim) => ({
  app_channel_id: 1,
  user_code: userCode,
  stock_id: stockId,
});

/** Anything but an answer that is none, and those that say that nobody knows or that there is too much to do. */
const isDecided = ({ code }: SpCallAnswer<unknown>): boolean =>
  code !== undefined && code !== 500_000 && code !== 400_101;
