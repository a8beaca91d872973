// Who is in the matrix: two tenants, in one of them two merchant accounts, people at the hosts of both, and everything that is theirs.

import { sampleHostAppId } from '../../server/demo/sample.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { setPluginHost } from '../../server/usecase/plugin-host.ts';
import { scanCodeOf } from '../../server/usecase/scan-code.ts';
import { addStore } from '../../server/usecase/store.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { claimFor, type MerchantKey, newCustomer, newMerchant, tillOf, well } from '../kit/merchant.ts';
import { newTenant, runningStock } from '../kit/stocks.ts';
import { refererOf, startVisits, type Visits, type VisitsOptions } from '../server/api/plugin/visits.ts';
import { sampleCredential } from '../shared/sp/samples.ts';

/** What somebody calls with. */
export interface Party {
  readonly name: string;
  readonly tenantId: string;
  readonly sp: SpCredential;
  readonly merchant: MerchantKey;
  readonly hostAppId: string;
  readonly stockId: string;
  readonly storeCode: string;
  /** A channel that the other tenant does not have. */
  readonly ownChannelId: number;
}

/** Ids of what a party has, each as some request names it. */
export interface Things {
  readonly appChannelId: number;
  readonly stockId: string;
  readonly storeCode: string;
  readonly userCode: string;
  readonly customerId: string;
  readonly couponId: string;
  readonly scanCode: string;
  readonly claimTicket: string;
  /** Of the place behind the coupon in its owner's wallet. */
  readonly walletPlace: string;
  /** Redeemed with `bizId`. */
  readonly usedCouponId: string;
  readonly bizId: string;
  /** Frozen for `holdBizId`. */
  readonly heldCouponId: string;
  readonly holdBizId: string;
  /** Of the claim of `couponId`. */
  readonly requestId: string;
  readonly newBizId: string;
  readonly newRequestId: string;
  /** Of a session that was opened with it. */
  readonly spentTicket: string;
  readonly newTicket: string;
}

export type Kind = keyof Things;

/** A new person at a party's host, with one of everything. */
export interface Cast {
  readonly party: Party;
  readonly things: Things;
  /** Of the session. */
  readonly token: string;
}

export interface World {
  readonly visits: Visits;
  readonly victim: Party;
  /** Of the same tenant, with another merchant account. */
  readonly neighbour: Party;
  /** Of another tenant, where much has the same name. */
  readonly rival: Party;
  /** @param needs what will be asked about; left out: everything */
  newCast(party: Party, needs?: ReadonlySet<Kind | 'token'>): Promise<Cast>;
}

const secretWords = '只给自己看';

/** @param options of the server, which knows people by tickets alone unless they say otherwise */
export async function openWorld(options: VisitsOptions = {}): Promise<World> {
  const visits = await startVisits({
    ...options,
    env: { PLUGIN_IDENTITY: 'ticket-required', ...options.env },
  });
  const { context } = visits.server;
  const { useCases } = context;
  const rivalKey = await newTenant(context, 'rival');
  const channel = { tenantId: 'rival', appChannelId: 21, appId: 'wxrival' };
  await setChannel(useCases, channel, () => undefined);
  const rivalHost = 'wx3333333333333333';
  const returnRules = { pages: [], tabs: [], apps: [] };
  await setPluginHost(useCases, { hostAppId: rivalHost, tenantId: 'rival', appChannelId: 1, returnRules });
  const party = async (
    name: string,
    tenantId: string,
    rest: Omit<Party, 'name' | 'tenantId' | 'merchant' | 'stockId' | 'storeCode'>,
    account = 'naixue',
  ) => {
    const storeCode = `store-of-${name}`;
    await addStore(useCases, { tenantId, storeCode, name: secretWords });
    const terms = { max_coupons: 20_000, max_coupons_per_user: 1_000, stock_name: `${name}${secretWords}` };
    const stockId = await runningStock(context, terms, tenantId);
    return {
      name,
      tenantId,
      ...rest,
      merchant: await newMerchant(context, { tenantId, account }),
      stockId,
      storeCode,
    };
  };
  const ours = { sp: sampleCredential, hostAppId: sampleHostAppId, ownChannelId: 11 };
  return {
    visits,
    victim: await party('victim', 'demo', ours),
    neighbour: await party('neighbour', 'demo', ours, 'neighbour'),
    rival: await party('rival', 'rival', { sp: rivalKey, hostAppId: rivalHost, ownChannelId: 21 }),
    newCast: (of, needs) => newCast(visits, of, needs),
  };
}

let made = 0;

/** @param needs what will be asked about; left out: everything. The rest is not made, and stays empty. */
async function newCast(visits: Visits, party: Party, needs?: ReadonlySet<Kind | 'token'>): Promise<Cast> {
  const { context } = visits.server;
  const { useCases } = context;
  const isNeeded = (...kinds: (Kind | 'token')[]) =>
    needs === undefined || kinds.some((kind) => needs.has(kind));
  made += 1;
  // Nobody's rate is what is tested here.
  await visits.pass(200);
  const { tenantId, stockId, storeCode } = party;
  const userCode = `${party.name}-user${made}`;
  const claim = () => claimFor(context, stockId, userCode, tenantId);
  const coupon = await claim();
  const { couponId } = coupon;
  const customer = isNeeded('customerId', 'bizId', 'usedCouponId')
    ? await newCustomer(context, userCode, { rechargeFen: 10_000, points: 100 }, tenantId)
    : undefined;
  const ticket = () => visits.ticket({ host: party.hostAppId, user: userCode });
  const things = {
    ...{ appChannelId: 1, stockId, storeCode, userCode, customerId: customer?.customerId ?? '', couponId },
    scanCode: isNeeded('scanCode') ? (await scanCodeOf(useCases, coupon)).code : '',
    ...{ walletPlace: `${coupon.receiveAt}.${couponId}`, requestId: coupon.requestId ?? '' },
    ...{
      usedCouponId: '',
      bizId: `${party.name}-biz${made}`,
      heldCouponId: '',
      holdBizId: `${party.name}-hold${made}`,
    },
    ...{ newBizId: `${party.name}-new${made}`, newRequestId: `${party.name}-req${made}` },
    ...{ spentTicket: ticket(), newTicket: ticket(), claimTicket: '' },
  };
  const till = tillOf(visits.server.url, party.merchant, visits.clock.now);
  if (isNeeded('bizId', 'usedCouponId')) {
    things.usedCouponId = (await claim()).couponId;
    const { customerId, bizId, usedCouponId } = things;
    const params = { customerId, couponsCardList: [usedCouponId], bizId, multiMark: storeCode };
    await well(till.call('communal.user.consume', params));
  }
  if (isNeeded('heldCouponId', 'holdBizId')) {
    things.heldCouponId = (await claim()).couponId;
    const params = { couponId: things.heldCouponId, bizId: things.holdBizId, seconds: 3_600 };
    await well(till.call('communal.coupon.freeze', params));
  }
  if (!isNeeded('token', 'claimTicket', 'spentTicket')) return { party, things, token: '' };
  const { token, get } = await visits.visitor({
    userCode,
    openpid: `openpid-of-${userCode}`,
    query: { ticket: things.spentTicket },
    headers: refererOf(party.hostAppId),
  });
  const { offers } = await get('offers', { stockIds: [stockId] });
  return { party, token, things: { ...things, claimTicket: offers[0]?.ticket ?? '' } };
}

/** Well formed, and nobody's. */
export function nobodysThings({ visits }: World): Things {
  made += 1;
  const mac = 'A'.repeat(43);
  return {
    ...{
      appChannelId: 77,
      stockId: 'stock-of-nobody',
      storeCode: 'store-of-nobody',
      userCode: 'nobody-user',
    },
    ...{
      customerId: '1234567890123456789',
      couponId: '1234567890123456789',
      scanCode: `1${String(made).padStart(11, '8')}${'8'.repeat(8)}`,
    },
    ...{ claimTicket: `W10.${mac}`, walletPlace: `${visits.clock.now()}.1234567890123456789` },
    ...{
      usedCouponId: '1234567890123456788',
      bizId: `nobody-biz${made}`,
      heldCouponId: '1234567890123456787',
    },
    ...{
      holdBizId: `nobody-hold${made}`,
      requestId: `nobody-req${made}`,
      newBizId: `nobody-new${made}`,
      newRequestId: `nobody-new${made}`,
    },
    spentTicket: visits.ticket({ user: 'nobody-user' }, 'a key of nobody'),
    newTicket: visits.ticket({ user: 'nobody-user' }, 'a key of nobody'),
  };
}
