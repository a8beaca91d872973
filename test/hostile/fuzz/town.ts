// The server that is fuzzed, with everything in it that a call may be about: callers with good credentials, and ids that exist.

import { scanCodeOf } from '../../../server/usecase/scan-code.ts';
import type { HttpAnswer, SendOptions } from '../../kit/http.ts';
import { claimFor, type MerchantKey, newCustomer, newMerchant, tillOf, well } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';
import { startVisits, type Visitor, type Visits } from '../../server/api/plugin/visits.ts';

export type Send = (
  method: string,
  path: string,
  options?: SendOptions & { body?: string | Buffer },
) => Promise<HttpAnswer>;

/** What is there, by the names that wires give it. */
export type Things = Readonly<Record<string, unknown>>;

export interface Town {
  readonly visits: Visits;
  readonly send: Send;
  readonly key: MerchantKey;
  visitor: Visitor;
  things: Things;
  /** How much there is of everything that a call can change. */
  inventory(): Promise<Readonly<Record<string, number>>>;
  /** Time goes by, so that nobody's rate is limited; now and then everything is made anew, because calls use it up. */
  pass(): Promise<void>;
}

const renewEvery = 200;

/** @param around puts a fault between the callers and the server */
export async function openTown(around: (send: Send, visits: Visits) => Send = (send) => send): Promise<Town> {
  const visits = await startVisits();
  const { server } = visits;
  const key = await newMerchant(server.context);
  let passed = 0;
  const town: Town = {
    visits,
    key,
    send: around(server.send, visits),
    visitor: await visits.visitor(),
    things: {},
    inventory: () => inventoryOf(visits),
    async pass() {
      passed += 1;
      await visits.pass(150);
      if (passed % renewEvery === 0) await renew(town);
    },
  };
  await renew(town);
  return town;
}

let made = 0;

async function renew(town: Town): Promise<void> {
  const { context } = town.visits.server;
  made += 1;
  town.visitor = await town.visits.visitor({ userCode: `fuzzed${made}` });
  const { userCode } = town.visitor;
  const stockId = await runningStock(context, { max_coupons: 10_000, max_coupons_per_user: 1_000 });
  const customer = await newCustomer(context, userCode, {
    rechargeFen: 100_000,
    giftFen: 5_000,
    points: 500,
  });
  const coupons = await Promise.all(Array.from({ length: 7 }, () => claimFor(context, stockId, userCode)));
  const [first, second, third, , , redeemed, verified] = coupons.map(({ couponId }) => couponId);
  const { offers } = await town.visitor.get('offers', { stockIds: [stockId] });
  const doneBizId = await consumed(town, customer.customerId, coupons[4]?.couponId);
  const scan = coupons[3] && (await scanCodeOf(context.useCases, coupons[3])).code;
  town.things = {
    ...{ app_channel_id: 1, user_code: userCode, stock_id: stockId, coupon_id: first, coupon_status: 4 },
    ...{
      request_id: `fuzz${made}`,
      coupons: [{ stock_id: stockId, coupon_id: second }],
      mobile_phone: '13911112222',
    },
    ...{ customerId: customer.customerId, couponId: third, cardId: third, userCouponCode: first, code: scan },
    ...{
      couponsCardList: [redeemed],
      verifiedCouponId: verified,
      bizId: `biz${made}`,
      amount: '1.00',
      points: 1,
      type: 0,
      seconds: 60,
    },
    ...{ stockIds: [stockId], ticket: offers[0]?.ticket, version: 1_000, tab: 'available', language: 'en' },
    doneBizId,
    query: { user_code: userCode, stock_id: stockId, return_url: '/pages/order' },
  };
}

/** @returns the bizId, which can be reversed */
async function consumed({ visits, key }: Town, customerId: string, couponId = ''): Promise<string> {
  const { server, clock } = visits;
  const bizId = `done${made}`;
  const params = { bizId, customerId, couponsCardList: [couponId], orderAmount: 20_000 };
  await well(tillOf(server.url, key, clock.now).call('communal.user.coupons-vertify', params));
  return bizId;
}

const counts: Readonly<Record<string, string>> = {
  coupons: 'SELECT count(*) n FROM coupon',
  couponVersions: 'SELECT sum(version) n FROM coupon',
  issued: 'SELECT sum(issued) n FROM stock_counter',
  walletFen: 'SELECT sum(recharge_fen + gift_fen + points) n FROM wallet',
  ledger: 'SELECT count(*) n FROM ledger_entry',
  // A reversal of what never happened is noted on purpose, so that it cannot happen later.
  consumes: "SELECT count(*) n FROM consume WHERE state <> 'void'",
  events: 'SELECT count(*) n FROM outbox_event',
  sessions: 'SELECT count(*) n FROM plugin_session',
};

async function inventoryOf({ server }: Visits): Promise<Readonly<Record<string, number>>> {
  const { read } = server.context.database;
  const rows = await Promise.all(
    Object.entries(counts).map(async ([name, sql]) => {
      const [row] = await read.all<{ n: number }>(sql);
      return [name, row?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(rows);
}
