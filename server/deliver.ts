// The delivery engine of this process, built from the context.
import type { Context } from './context.ts';
import { createAlarm } from './delivery/alarm.ts';
import { createDelivery, type Delivery } from './delivery/engine.ts';
import { randomStamp } from './delivery/stamp.ts';
import { createTransport } from './delivery/transport.ts';
import type { Lane } from './store/lane.ts';
import { findCoupons } from './store/sql/find-coupons.ts';

/** A lease outlives a call and the saving of its outcome by far. */
const leasePerTimeout = 3;

export function openDelivery(context: Context): Delivery {
  const { settings, useCases, database, directory, log, metrics, owner } = context;
  const transport = createTransport({
    allowPrivate: settings.allowPrivateCallbacks,
    timeoutMs: settings.deliveryTimeoutMs,
    concurrency: settings.deliveryConcurrency,
  });
  const delivery = createDelivery({
    database,
    directory,
    log,
    metrics,
    owner,
    now: useCases.now,
    random: Math.random,
    nextEventId: useCases.nextId,
    newStamp: randomStamp,
    alarm: createAlarm(),
    send: transport.send,
    phoneOf: (lane) => phoneOf(context, lane),
    settings: {
      concurrency: settings.deliveryConcurrency,
      pollMs: settings.deliveryPollMs,
      settleMs: settings.deliverySettleMs,
      timeoutMs: settings.deliveryTimeoutMs,
      leaseMs: settings.deliveryTimeoutMs * leasePerTimeout,
      jitter: settings.deliveryJitter,
      buckets: useCases.buckets,
    },
  });
  return {
    ...delivery,
    async stop() {
      await delivery.stop();
      transport.close();
    },
  };
}

/** In clear only here and on the wire: the outbox never has it. */
async function phoneOf(
  { database, phones }: Context,
  { bucket, couponId }: Lane,
): Promise<string | undefined> {
  if (couponId === undefined) return undefined;
  const [coupon] = await findCoupons(database.read, [{ bucket, couponId }]);
  return coupon?.phone && phones.open(coupon.phone.sealed, coupon);
}
