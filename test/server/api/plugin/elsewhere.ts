// What somebody with the same user_code has in another channel, and at another tenant.
import type { Context } from '../../../../server/context.ts';
import { claimFor } from '../../../kit/merchant.ts';
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
  const ids: string[] = [];
  for (const [tenantId, stockId] of await stocksElsewhere(context))
    ids.push((await claimFor(context, stockId, userCode, tenantId)).couponId);
  return ids;
}
