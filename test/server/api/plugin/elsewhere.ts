// What somebody with the same user_code has in another channel, and at another tenant.
import type { Context } from '../../../../server/context.ts';
import { bucketOf } from '../../../../server/domain/bucket.ts';
import { aClaim } from '../../../kit/builders.ts';
import { newTenant, runningStock } from '../../../kit/stocks.ts';

/** @returns the stocks there */
export async function stocksElsewhere(context: Context): Promise<readonly (readonly [string, string])[]> {
  await newTenant(context, 'rival');
  await context.directory.refresh();
  return [
    ['rival', await runningStock(context, { stock_id: 'rival1' }, 'rival')],
    ['demo', await runningStock(context, { app_channel_id: 11 })],
  ];
}

/** @returns a coupon of each of them */
export async function couponsElsewhere(context: Context, userCode: string): Promise<string[]> {
  const { claims, useCases } = context;
  const ids: string[] = [];
  for (const [tenantId, stockId] of await stocksElsewhere(context)) {
    const bucket = bucketOf(userCode, useCases.buckets);
    const claim = { bucket, tenantId, stockId, userCode, appChannelId: undefined };
    const outcome = await claims.claim(aClaim({ ...claim, requestId: useCases.nextId() }));
    if (outcome.kind === 'refused') throw new Error(`claim refused: ${outcome.reason}`);
    ids.push(outcome.coupon.couponId);
  }
  return ids;
}
