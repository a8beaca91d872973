// What callers do while the server dies under them: claim, repeat what they got no answer to, deactivate.
import { randomUUID } from 'node:crypto';
import type { SpClient } from '../../shared/sp/client.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import { spClientAt } from '../kit/tencent.ts';
import type { Oracle } from './oracle.ts';

export interface CrashLoad {
  readonly lastingStock: string;
  /** Its coupons expire soon; they are left to the sweeper. */
  readonly briefStock: string;
  readonly oracle: Oracle;
  /** Claims that got no answer: their outcome is unknown, so they are made again, like 出行服务 would. */
  readonly unanswered: Map<string, Claim>;
}

interface Claim {
  readonly userCode: string;
  readonly stockId: string;
}

const users = 400;

/** Calls until the server is gone. */
export async function callUntil(load: CrashLoad, url: string): Promise<void> {
  const client = spClientAt(url);
  try {
    for (;;) await oneCall(load, client);
  } catch {
    // The server died: what was under way stays unanswered.
  }
}

async function oneCall(load: CrashLoad, client: SpClient): Promise<void> {
  const [again] = load.unanswered;
  const requestId = again?.[0] ?? randomUUID().replaceAll('-', '');
  const claim = again?.[1] ?? newClaim(load);
  // Taken out, so that each is made again by one caller alone; put back unless it is answered.
  load.unanswered.delete(requestId);
  let answered = false;
  try {
    const couponId = await makeClaim(load, client, requestId, claim);
    answered = true;
    const mayEnd = claim.stockId === load.lastingStock && Math.random() < 0.2;
    if (couponId !== undefined && mayEnd) await deactivate(load, client, claim, couponId);
  } finally {
    if (!answered) load.unanswered.set(requestId, claim);
  }
}

async function makeClaim({ oracle }: CrashLoad, client: SpClient, requestId: string, claim: Claim) {
  const answer = await client.call('coupon.receive', {
    app_channel_id: 1,
    user_code: claim.userCode,
    stock_id: claim.stockId,
    request_id: requestId,
  });
  if (answer.code === 500_000) throw new Error('outcome unknown');
  if (answer.code !== 0) return undefined;
  const { coupon_id: couponId } = answer.data as { coupon_id: string };
  oracle.claimAcknowledged(requestId, couponId);
  return couponId;
}

async function deactivate({ oracle }: CrashLoad, client: SpClient, claim: Claim, couponId: string) {
  const answer = await client.call('coupon.deactivate', {
    app_channel_id: 1,
    user_code: claim.userCode,
    stock_id: claim.stockId,
    coupon_id: couponId,
    coupon_status: CouponStatus.invalid,
  });
  if (answer.code === 0) oracle.deactivationAcknowledged(couponId, CouponStatus.invalid);
}

const newClaim = ({ lastingStock, briefStock }: CrashLoad): Claim => ({
  userCode: `u${Math.floor(Math.random() * users)}`,
  stockId: Math.random() < 0.5 ? lastingStock : briefStock,
});
