// What demo mode finds in its database: a tenant with the documents' sample keys, three channels, one running stock, and a merchant with
// two stores and a customer who has something in the wallet.
import { stockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { formatTime } from '../../shared/sp/times.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../domain/tenant.ts';
import { findStock } from '../store/sql/find-stock.ts';
import { listMerchantCredentials } from '../store/sql/merchants.ts';
import { listCredentials, listTenants, saveTenant } from '../store/sql/tenants.ts';
import { setChannel } from '../usecase/channel.ts';
import { addCredential } from '../usecase/credential.ts';
import { ensureCustomer } from '../usecase/customer.ts';
import { addMerchantCredential } from '../usecase/merchant.ts';
import { setPluginHost } from '../usecase/plugin-host.ts';
import { createStock, moveStock } from '../usecase/stock.ts';
import { addStore } from '../usecase/store.ts';
import { topUp } from '../usecase/wallet.ts';
import {
  sampleAccount,
  sampleCredential,
  sampleHostAppId,
  sampleMerchantKey,
  sampleStockId,
} from './sample.ts';

const demoTenant: Tenant = { tenantId: 'demo', name: 'Demo', unknownChannels: 'reject' };
/** 0 出行服务, 11 手图, and 1, which every sample of the document sends. */
const demoChannels = [0, 1, 11];
const dayMs = 86_400_000;

/** Adds what is missing and leaves the rest as it is. @param callbackBase where the simulator listens, if it does */
export async function seedDemo(context: Context, callbackBase: string | undefined): Promise<void> {
  await seedTenant(context);
  for (const appChannelId of demoChannels) await seedChannel(context, appChannelId, callbackBase);
  await seedStock(context);
  await seedMerchant(context);
  await seedHost(context);
}

async function seedTenant({ database, useCases, seal, directory }: Context): Promise<void> {
  const { tenantId } = demoTenant;
  const tenants = await listTenants(database.read);
  const seeded = tenants.some((tenant) => tenant.tenantId === tenantId);
  if (tenants.length > 0 && !seeded) {
    throw new Error(
      `The database belongs to ${tenants.map((tenant) => tenant.tenantId).join(', ')}: demo mode would give it a key that ` +
        'everybody knows. Set NODE_ENV=production, or use another database.',
    );
  }
  if (!seeded) {
    await database.transaction((tx) => saveTenant(tx, demoTenant, useCases.now()));
  }
  if (!(await listCredentials(database.read)).some(({ apiKey }) => apiKey === sampleCredential.apiKey)) {
    await addCredential({ ...useCases, seal }, { tenantId, ...sampleCredential });
  }
  await directory.refresh();
}

/** The simulator's port may be another one than last time; a callback base that somebody set is left alone. */
async function seedChannel(
  { useCases, directory }: Context,
  appChannelId: number,
  callbackBase: string | undefined,
): Promise<void> {
  const { tenantId } = demoTenant;
  const there = directory.channel(tenantId, appChannelId);
  const isOurs = there?.callbackBase === undefined || there.callbackBase.endsWith(simulatorPath);
  if (there !== undefined && (!isOurs || there.callbackBase === callbackBase)) return;
  const change = { tenantId, appChannelId, appId: there?.appId ?? 'wx1111111111', callbackBase };
  await setChannel(useCases, change, () => undefined);
}

/** The path of Tencent's own bases; the simulator answers below it too, and it tells our setting from others. */
export const simulatorPath = '/openplatform/api/v1/coupon';

async function seedStock({ database, useCases }: Context): Promise<void> {
  const { tenantId } = demoTenant;
  if (await findStock(database.read, tenantId, sampleStockId)) return;
  const now = useCases.now();
  const input = stockInput.parse({
    app_channel_id: 1,
    stock_id: sampleStockId,
    stock_name: '代驾10元代金券',
    instructions: '领取后在有效期内使用,每单限用一张,不与其他优惠同享。',
    coupon_name: '代驾代金券',
    coupon_desc: '消费满100元可用,仅限深圳使用',
    coupon_type: 1,
    fixed_normal_coupon: { coupon_amount: 1000, transaction_minimum: 10_000 },
    max_coupons: 20_000,
    max_coupons_per_user: 1,
    available_begin_time: formatTime(now - (now % dayMs)),
    available_end_time: formatTime(now + 365 * dayMs),
  });
  await createStock(useCases, tenantId, input);
  await moveStock(useCases, tenantId, sampleStockId, 'activate');
}

const demoStores = { SZ001: '深圳科技园店', SZ002: '深圳湾店' };
/** Has a coupon to claim and a wallet to pay from. */
const demoUser = { appChannelId: 1, userCode: 'u1' };

async function seedMerchant(context: Context): Promise<void> {
  const { database, useCases, seal } = context;
  const { tenantId } = demoTenant;
  const keys = await listMerchantCredentials(database.read);
  if (keys.some(({ openId }) => openId === sampleMerchantKey.openId)) return;
  for (const [storeCode, name] of Object.entries(demoStores))
    await addStore(useCases, { tenantId, storeCode, name });
  const customer = await ensureCustomer(useCases, { tenantId, ...demoUser });
  const change = { rechargeFen: 10_000, giftFen: 2_000, points: 500 };
  await topUp(useCases, customer, { change, orderId: 'demo', actor: 'demo', reason: 'to try it out' });
  // Last, because it is what tells that all of this is there.
  await addMerchantCredential(
    { ...useCases, seal },
    { tenantId, account: sampleAccount, ...sampleMerchantKey },
  );
}

/** The demo's 车联 mini-program, test/host: pages and tab pages that it has, and its universal way in. */
async function seedHost({ useCases, directory }: Context): Promise<void> {
  if (directory.pluginHost(sampleHostAppId) !== undefined) return;
  await setPluginHost(useCases, {
    hostAppId: sampleHostAppId,
    tenantId: demoTenant.tenantId,
    appChannelId: demoUser.appChannelId,
    returnRules: {
      pages: ['/launch/launch', '/pages/order'],
      tabs: ['/pages/index/index', '/pages/mine/mine'],
      apps: [{ appId: 'wx2222222222222222', pages: ['/pages/ride'] }],
      home: '/launch/launch',
    },
  });
}
