// What is there when a run begins: a tenant, two channels, and two stocks in each.
import type { Stock } from '../../server/domain/stock.ts';
import { type ChannelPolicies, channelPolicies } from '../../server/domain/tenant.ts';
import type { Session } from '../../server/store/database.ts';
import { insertStock } from '../../server/store/sql/save-stock.ts';
import { insertCredential, saveChannel, saveTenant } from '../../server/store/sql/tenants.ts';
import { aStock } from '../kit/builders.ts';
import type { Disk } from './disk.ts';
import { day, minute, type Plan, startAt } from './plan.ts';

/** Of a channel's stocks, one is known to the peer, and one is to be published. @returns the known ones */
export async function begin({ channels }: Plan, disk: Disk): Promise<Stock[]> {
  const stocks = channels.flatMap(({ appChannelId }) => [
    stock(`known${appChannelId}`, appChannelId, true),
    stock(`new${appChannelId}`, appChannelId, false),
  ]);
  await disk.setUp(async (tx: Session) => {
    await saveTenant(tx, { tenantId: 't', name: 'T', unknownChannels: 'reject' }, startAt);
    const credential = { apiKey: 'KEY', tenantId: 't', secretSealed: 'a-secret', scheme: 'md5-suffix' };
    await insertCredential(tx, { ...credential, activeFromAt: 0, activeUntilAt: undefined }, startAt);
    for (const { appChannelId, invalidStatus } of channels) {
      const policies = { ...channelPolicies.parse({}), invalidStatus } as ChannelPolicies;
      const callbackBase = `https://peer${appChannelId}.test/coupon`;
      await saveChannel(tx, { tenantId: 't', appChannelId, appId: 'wx1', callbackBase, policies }, startAt);
    }
    for (const one of stocks) await insertStock(tx, one, 1);
  });
  return stocks.filter(({ syncedAt }) => syncedAt !== undefined);
}

/** What is claimed of the second channel expires in the middle of a run. */
const stock = (stockId: string, appChannelId: number, known: boolean) =>
  aStock({
    ...{ tenantId: 't', stockId, appChannelId, maxCouponsPerUser: 100 },
    ...{ beginAt: startAt - day, endAt: startAt + (appChannelId === 0 ? 400 * day : 40 * minute) },
    ...{ status: known ? 3 : 1, syncedAt: known ? startAt - day : undefined },
  });
