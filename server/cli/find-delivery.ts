// One delivery of the tenant that is meant.
import type { Context } from '../context.ts';
import type { DeliveryView } from '../store/rows/delivery.ts';
import { listDeliveries } from '../store/sql/list-deliveries.ts';
import { Refusal } from '../usecase/errors.ts';

/** @throws Refusal */
export async function findDelivery(
  { database, useCases }: Context,
  tenantId: string,
  eventId: string,
): Promise<DeliveryView> {
  const [found] = await listDeliveries(database.read, {
    buckets: useCases.buckets,
    tenantId,
    eventId,
    limit: 1,
  });
  if (found !== undefined) return found;
  throw new Refusal('notFound', `there is no delivery ${eventId}`);
}
