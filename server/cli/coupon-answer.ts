// The answer of every command about one coupon: the coupon as it is now, what became of it and, on demand, what was told of it.
import type { Context } from '../context.ts';
import { type Coupon, effective } from '../domain/coupon.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { listDeliveries } from '../store/sql/list-deliveries.ts';
import { channelOf } from '../usecase/channel-of.ts';
import type { Answer } from './command.ts';
import { couponLife, historyJson, historyText } from './coupon-history.ts';
import { couponJson, couponText } from './coupon-view.ts';
import { deliveriesText, deliveryJson } from './delivery-view.ts';
import { section } from './output.ts';
import { waitingOf } from './waiting.ts';

const deliveriesShown = 50;

export async function couponAnswer(context: Context, stored: Coupon) {
  const { database, useCases } = context;
  const coupon = effective(stored, useCases.now());
  const stock = await findStock(database.read, coupon.tenantId, coupon.stockId);
  if (stock === undefined) throw new Error(`coupon ${coupon.couponId} has no stock ${coupon.stockId}`);
  const history = await couponLife(database.read, coupon);
  return {
    json: { ...couponJson(coupon, stock, channelOf(context, stock).policies), history: historyJson(history) },
    text: `${couponText(coupon, stock)}\n${section('History', historyText(history))}`,
  };
}

export async function couponWithDeliveries(context: Context, coupon: Coupon): Promise<Answer> {
  const filter = { buckets: context.useCases.buckets, coupon, limit: deliveriesShown };
  const deliveries = await listDeliveries(context.database.read, filter);
  const waiting = await waitingOf(context, deliveries);
  const { json, text } = await couponAnswer(context, coupon);
  const told = deliveries.length === 0 ? 'none' : deliveriesText(deliveries, waiting);
  return {
    json: {
      ...json,
      deliveries: deliveries.map((delivery, index) => deliveryJson(delivery, waiting[index])),
    },
    text: `${text}\n${section('Deliveries, newest first', told)}`,
  };
}
