// What settles a lane: after an ambiguous attempt its latest state, as the database has it now, is told once more (sp §7).
import { effective } from '../../domain/coupon.ts';
import { couponStatusChanged, type OutboxMessage, stockChanged } from '../../domain/events.ts';
import type { ChannelPolicies } from '../../domain/tenant.ts';
import type { Session } from '../database.ts';
import type { Lane } from '../lane.ts';
import { enqueueEvents } from './enqueue-events.ts';
import { findCoupons } from './find-coupons.ts';
import { findStock } from './find-stock.ts';

export interface SettlingOptions {
  readonly now: number;
  readonly nextEventId: () => string;
  readonly policies: ChannelPolicies;
}

/** @returns false when the lane's coupon or stock is gone, so that there is nothing to tell. */
export async function enqueueSettling(tx: Session, lane: Lane, options: SettlingOptions): Promise<boolean> {
  const message = await latestState(tx, lane, options);
  if (message === undefined) return false;
  await enqueueEvents(tx, [message], { ...options, settles: true });
  return true;
}

async function latestState(
  tx: Session,
  lane: Lane,
  { now, policies }: SettlingOptions,
): Promise<OutboxMessage | undefined> {
  const stock = await findStock(tx, lane.tenantId, lane.stockId);
  if (stock === undefined) return undefined;
  if (lane.couponId === undefined) return stockChanged(stock, policies);
  // Without a lock: a change that comes after this reading has an event of its own, after this one.
  const [coupon] = await findCoupons(tx, [{ bucket: lane.bucket, couponId: lane.couponId }]);
  return coupon && couponStatusChanged(effective(coupon, now), stock);
}
