// What became of a coupon, from its issuing on.
import { formatTime } from '../../shared/sp/times.ts';
import { CouponStatus } from '../../shared/sp/vocabulary.ts';
import type { Coupon } from '../domain/coupon.ts';
import type { Session } from '../store/database.ts';
import { couponHistory } from '../store/sql/coupon-history.ts';
import { table } from './output.ts';
import { couponStatusWords, timeWords } from './words.ts';

export type CouponHistory = readonly {
  readonly at: number;
  readonly event: string;
  readonly from: CouponStatus | undefined;
  readonly to: CouponStatus;
  readonly actor: string;
  readonly reason: string | undefined;
}[];

/** The store keeps the changes alone; the issuing is the coupon itself. */
export async function couponLife(session: Session, coupon: Coupon): Promise<CouponHistory> {
  const changes = await couponHistory(session, coupon);
  const issued = {
    at: coupon.receiveAt,
    event: coupon.source,
    from: undefined,
    to: CouponStatus.available,
    actor: coupon.source === 'claim' ? 'tencent' : (coupon.issuedBy ?? 'operator'),
    reason: undefined,
  };
  return [
    issued,
    ...changes.map((change) => ({
      at: change.at,
      event: change.event,
      from: change.from_status as CouponStatus,
      to: change.to_status as CouponStatus,
      actor: change.actor,
      reason: change.reason ?? undefined,
    })),
  ];
}

export function historyJson(history: CouponHistory) {
  return history.map(({ at, event, from, to, actor, reason }) => ({
    time: formatTime(at),
    event,
    from_status: from,
    to_status: to,
    actor,
    reason,
  }));
}

export function historyText(history: CouponHistory): string {
  return table(
    ['WHEN', 'WHAT', 'BY', 'NOW', 'WHY'],
    history.map(({ at, event, actor, to, reason }) => [
      timeWords(at),
      event,
      actor,
      couponStatusWords[to],
      reason ?? '',
    ]),
  );
}
