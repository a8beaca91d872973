// Coupons as 出行服务 has them and as we have them, after everything was delivered.
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';

import type { Memory } from './memory.ts';
import type { DayShop } from './shop.ts';

export interface Comparison {
  /** Coupons of which 出行服务 was ever told. */
  readonly told: number;
  readonly differences: readonly string[];
}

/** The callbacks' tables have no status 4, so that it is told as 3. */
const toldAs = (status: number) => (status === CouponStatus.invalid ? CouponStatus.expired : status);

/**
 * What 出行服务 has ended by itself it knows without being told; a callback that came after it counts more all the same, which is why
 * a lane with something under way has to end with the truth.
 */
export async function compare({ server, simulator }: DayShop, { ended }: Memory): Promise<Comparison> {
  const ours = await server.context.database.read.all<{ coupon_id: string; status: number; by_peer: number }>(
    `SELECT coupon_id, status, EXISTS (
       SELECT 1 FROM coupon_history h WHERE h.bucket = c.bucket AND h.coupon_id = c.coupon_id AND h.actor = 'tencent'
     ) AS by_peer FROM coupon c`,
  );
  const statusOf = new Map(ours.map((row) => [row.coupon_id, row.status]));
  const endedByPeer = new Set(ours.flatMap((row) => (row.by_peer ? [row.coupon_id] : [])));
  const { coupons } = simulator.state();
  const differences = coupons.flatMap(({ coupon_id, coupon_status }) => {
    const end = endedByPeer.has(coupon_id) ? ended.get(coupon_id) : undefined;
    const told = end === undefined ? coupon_status : latest(coupon_id, end.received);
    const our = statusOf.get(coupon_id) ?? 0;
    const isSame = told === undefined ? end?.as.has(our) : told === toldAs(our);
    return isSame ? [] : [`${coupon_id}: ours ${our}, theirs ${told ?? [...(end?.as ?? [])].join(' or ')}`];
  });

  /** The status of the last callback behind the given one, if there was any. */
  function latest(couponId: string, since: number): number | undefined {
    const applied = simulator
      .received()
      .filter(({ n, code, parameters }) => n > since && code === 0 && parameters['coupon_id'] === couponId);
    return applied.at(-1)?.parameters['coupon_status'] as number | undefined;
  }
  return { told: coupons.length, differences };
}
