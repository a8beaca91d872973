// Sets coupons to expired or invalid because 出行服务 says so (sp §6): one, or up to ten, all or none.
import { bucketOf } from '../domain/bucket.ts';
import type { Coupon, CouponChange } from '../domain/coupon.ts';
import {
  type BatchDecision,
  type CouponRef,
  type DeactivateDecision,
  decideBatch,
  decideDeactivation,
  type EndStatus,
} from '../domain/deactivate.ts';
import { couponLane, couponStatusChanged } from '../domain/events.ts';
import type { Stock } from '../domain/stock.ts';
import type { Session } from '../store/database.ts';
import { laneKey } from '../store/sql/enqueue-events.ts';
import { lockCoupons } from '../store/sql/find-coupons.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { findUnsettledLanes } from '../store/sql/find-unsettled-lanes.ts';
import { saveCouponChanges } from '../store/sql/save-coupon-changes.ts';
import type { UseCaseDeps } from './deps.ts';
import { recordEvents } from './record-events.ts';

export interface DeactivateOrder {
  readonly tenantId: string;
  /** undefined: whichever channel the stock is in. */
  readonly appChannelId: number | undefined;
  readonly userCode: string;
  readonly to: EndStatus;
  readonly reason: string | undefined;
}

/** @returns undefined when this user has no such coupon of this stock. */
export async function deactivateCoupon(
  deps: UseCaseDeps,
  order: DeactivateOrder,
  ref: CouponRef,
): Promise<DeactivateDecision | undefined> {
  return inOneTransaction(deps, order, [ref], (find) => {
    const coupon = find(ref);
    if (coupon === undefined) return { result: undefined, changes: [] };
    const result = decideDeactivation(coupon, { ...order, at: deps.now(), actor: 'tencent' });
    return { result, changes: result.kind === 'ended' && result.change ? [result.change] : [] };
  });
}

/** @param refs without duplicates */
export async function deactivateBatch(
  deps: UseCaseDeps,
  order: DeactivateOrder,
  refs: readonly CouponRef[],
): Promise<BatchDecision> {
  return inOneTransaction(deps, order, refs, (find) => {
    const result = decideBatch(refs, find, { ...order, at: deps.now(), actor: 'tencent' });
    return { result, changes: result.kind === 'done' ? result.changes : [] };
  });
}

type Find = (ref: CouponRef) => Coupon | undefined;

async function inOneTransaction<Result>(
  deps: UseCaseDeps,
  order: DeactivateOrder,
  refs: readonly CouponRef[],
  decide: (find: Find) => { result: Result; changes: readonly CouponChange[] },
): Promise<Result> {
  const result = await deps.database.transaction(async (tx) => {
    const stocks = await loadStocks(tx, order, refs);
    const bucket = bucketOf(order.userCode, deps.buckets);
    const coupons = await lockCoupons(
      tx,
      [...new Set(refs.map(({ couponId }) => couponId))].map((couponId) => ({ bucket, couponId })),
    );
    const byId = new Map(coupons.map((coupon) => [coupon.couponId, coupon]));
    const { result, changes } = decide((ref) => {
      const coupon = byId.get(ref.couponId);
      return coupon !== undefined && isTheirs(coupon, order, ref) && stocks.has(ref.stockId)
        ? coupon
        : undefined;
    });
    await saveCouponChanges(tx, changes);
    await tellUnsettled(deps, tx, changes, stocks);
    return result;
  });
  deps.couponsChanged(refs.map(({ couponId }) => couponId));
  return result;
}

function isTheirs(coupon: Coupon, order: DeactivateOrder, ref: CouponRef): boolean {
  return (
    coupon.tenantId === order.tenantId && coupon.userCode === order.userCode && coupon.stockId === ref.stockId
  );
}

/** Only the stocks of the caller's channel; a coupon of another one is not found. */
async function loadStocks(tx: Session, order: DeactivateOrder, refs: readonly CouponRef[]) {
  const stocks = new Map<string, Stock>();
  for (const stockId of new Set(refs.map((ref) => ref.stockId))) {
    const stock = await findStock(tx, order.tenantId, stockId);
    if (stock === undefined) continue;
    if (order.appChannelId === undefined || stock.appChannelId === order.appChannelId)
      stocks.set(stockId, stock);
  }
  return stocks;
}

/**
 * 出行服务 knows what it has ordered, so it is not told; unless an older state of the coupon is still on its way there
 * and could be applied after its own: then the lane has to end with the truth.
 */
async function tellUnsettled(
  deps: UseCaseDeps,
  tx: Session,
  changes: readonly CouponChange[],
  stocks: ReadonlyMap<string, Stock>,
): Promise<void> {
  const laneOf = ({ bucket, tenantId, couponId }: Coupon) => ({
    bucket,
    tenantId,
    laneId: couponLane(couponId),
  });
  const unsettled = await findUnsettledLanes(
    tx,
    changes.map(({ after }) => laneOf(after)),
  );
  const messages = changes.flatMap(({ after }) => {
    const stock = stocks.get(after.stockId);
    return stock !== undefined && unsettled.has(laneKey(laneOf(after)))
      ? [couponStatusChanged(after, stock)]
      : [];
  });
  await recordEvents(deps, tx, messages);
}
