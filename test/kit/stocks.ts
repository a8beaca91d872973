// Stocks and tenants in a server's database, made the way operators make them.
import type { Context } from '../../server/context.ts';
import type { Tenant } from '../../server/domain/tenant.ts';
import { saveTenant } from '../../server/store/sql/tenants.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { addCredential } from '../../server/usecase/credential.ts';
import { createStock, moveStock } from '../../server/usecase/stock.ts';
import { stockInput } from '../../shared/sp/messages/stock-rsync.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { dayMs } from './builders.ts';
import type { Parameters } from './signed.ts';

let stocks = 0;

/** A running stock of channel 1, in the words of /stock/rsync. @returns its stock_id */
export async function runningStock(
  context: Context,
  terms: Parameters = {},
  tenantId = 'demo',
): Promise<string> {
  const stockId = await newStock(context, terms, tenantId);
  await moveStock(context.useCases, tenantId, stockId, 'activate');
  return stockId;
}

/** The same, not activated. */
export async function newStock(
  { useCases }: Context,
  terms: Parameters = {},
  tenantId = 'demo',
): Promise<string> {
  stocks += 1;
  const now = useCases.now();
  const input = stockInput.parse({
    app_channel_id: 1,
    stock_id: `stock${stocks}`,
    stock_name: '代驾10元代金券',
    instructions: '优惠券使用简介',
    coupon_name: '代驾代金券',
    coupon_desc: '消费满100元可用',
    coupon_type: 1,
    fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
    max_coupons: 100,
    max_coupons_per_user: 5,
    available_begin_time: formatTime(now - dayMs),
    available_end_time: formatTime(now + dayMs),
    ...terms,
  });
  await createStock(useCases, tenantId, input);
  return input.stock_id;
}

/** A tenant with channel 1 and a key. @returns the key */
export async function newTenant(
  { database, useCases, seal }: Context,
  tenantId: string,
  unknownChannels: Tenant['unknownChannels'] = 'reject',
): Promise<SpCredential> {
  const tenant = { tenantId, name: tenantId, unknownChannels };
  await database.transaction((tx) => saveTenant(tx, tenant, useCases.now()));
  await setChannel(useCases, { tenantId, appChannelId: 1, appId: `wx${tenantId}` }, () => undefined);
  return addCredential({ ...useCases, seal }, { tenantId });
}
