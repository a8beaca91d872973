// What a callback changes in the tables.
import { SpError } from '../../shared/sp/codes.ts';
import type { RequestOf } from '../../shared/sp/interfaces.ts';
import type { Callback, CouponRow, Tables } from './tables.ts';

/** @throws SpError stateForbids for a stock that nobody told us about: the documents want it synced first */
export function admit(tables: Tables, { interface: name, message }: Callback): void {
  if (name === 'stock.rsync' || tables.stocks.has(message.stock_id)) return;
  throw new SpError('stateForbids', 'stock_id: unknown here, call /stock/rsync first');
}

/** @param honourEventTime a coupon status older than the one known changes nothing */
export function apply(tables: Tables, callback: Callback, honourEventTime: boolean): void {
  switch (callback.interface) {
    case 'stock.rsync':
      tables.stocks.set(callback.message.stock_id, callback.message);
      break;
    case 'stock.status.rsync':
      applyStockStatus(tables, callback.message);
      break;
    case 'coupon.rsync':
      applyCoupon(tables, callback.message);
      break;
    case 'coupon.status.rsync':
      applyCouponStatus(tables, callback.message, honourEventTime);
      break;
  }
}

function applyStockStatus(
  { stocks }: Tables,
  { stock_id, stock_status }: RequestOf<'stock.status.rsync'>,
): void {
  const known = stocks.get(stock_id);
  if (known !== undefined) stocks.set(stock_id, { ...known, stock_status });
}

function applyCoupon({ coupons }: Tables, message: RequestOf<'coupon.rsync'>): void {
  const key = couponKey(message);
  const eventTime = coupons.get(key)?.event_time;
  coupons.set(key, { ...message, ...(eventTime === undefined ? {} : { event_time: eventTime }) });
}

function applyCouponStatus(
  { coupons }: Tables,
  message: RequestOf<'coupon.status.rsync'>,
  honourEventTime: boolean,
): void {
  const key = couponKey(message);
  const known = coupons.get(key);
  // Both are text of one form and one zone, so they sort as times do.
  if (honourEventTime && known?.event_time !== undefined && message.event_time < known.event_time) return;
  const { usage_time: _, ...kept }: Partial<CouponRow> = known ?? {};
  coupons.set(key, { ...kept, ...message });
}

/** An id has no control characters, so the two cannot run into each other. */
function couponKey({ stock_id, coupon_id }: { stock_id: string; coupon_id: string }): string {
  return `${stock_id}\n${coupon_id}`;
}
