// A shop with a till in front of the whole server. Every answer that it gets is looked at, and whatever must change nothing is
// compared with the tables.
import type { Coupon } from '../../../../server/domain/coupon.ts';
import type { Customer } from '../../../../server/domain/customer.ts';
import type { Funds } from '../../../../server/domain/wallet.ts';
import { findCoupon } from '../../../../server/store/sql/find-coupons.ts';
import { scanCodeOf } from '../../../../server/usecase/scan-code.ts';
import type { MerchantAction } from '../../../../shared/merchant/actions.ts';
import { createClock, type TestClock } from '../../../kit/clock.ts';
import type { HttpAnswer, SendOptions } from '../../../kit/http.ts';
import {
  claimFor,
  type MerchantKey,
  newCustomer,
  newMerchant,
  type V2Options,
  v2Body,
} from '../../../kit/merchant.ts';
import { sharedTestServer, type TestServer, type TestServerOptions } from '../../../kit/server.ts';
import { sharedByTests } from '../../../kit/shared.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectWire } from './expect.ts';

export interface Sent extends SendOptions {
  readonly path?: string;
  readonly method?: string;
}

export interface Call extends V2Options, Sent {
  /** Instead of the shop's own. */
  readonly key?: MerchantKey;
}

export interface Shopper {
  readonly customer: Customer;
  readonly customerId: string;
  /** In the order of their claims. */
  readonly couponIds: readonly string[];
}

export interface Shop {
  readonly server: TestServer;
  readonly clock: TestClock;
  readonly key: MerchantKey;
  /** A running stock whose coupons are worth 10 yuan off 100. */
  readonly stockId: string;
  /** A signed call as the till makes it. */
  call(action: MerchantAction | (string & {}), params: unknown, call?: Call): Promise<HttpAnswer>;
  /** Exactly this body. */
  send(body: string | Buffer, sent?: Sent): Promise<HttpAnswer>;
  /** A new customer with this in the wallet and so many coupons. */
  shopper(funds?: Partial<Funds>, coupons?: number, stockId?: string): Promise<Shopper>;
  coupon(couponId: string): Promise<Coupon>;
  /** What the customer's phone shows now. */
  code(couponId: string): Promise<string>;
  /** Time goes by. The server's leases are renewed, as its rounds would do meanwhile. */
  pass(ms: number): Promise<void>;
  /** A bizId that nobody has used. */
  bizId(): string;
  /** @returns what `work` does, which must have changed no coupon, no wallet and no consume */
  untouched<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** One for all tests of a file, under a clock of its own. */
export function sharedShop(options: TestServerOptions = {}): () => Shop {
  const clock = createClock();
  // The sweeper would end coupons while a test compares the tables.
  const env = { SWEEP_INTERVAL_MS: '86400000', ...options.env };
  const server = sharedTestServer({ now: clock.now, ...options, env });
  // It ends with its server.
  return sharedByTests(
    () => openShop(server(), clock),
    () => undefined,
  );
}

export async function openShop(server: TestServer, clock: TestClock): Promise<Shop> {
  const { context } = server;
  const key = await newMerchant(context);
  const stockId = await runningStock(context, { max_coupons: 10_000, max_coupons_per_user: 500 });
  let made = 0;
  const send: Shop['send'] = async (body, { path = '/api/v2', method = 'POST', ...sent } = {}) => {
    const answer = await server.send(method, path, { ...sent, body });
    expectWire(answer);
    return answer;
  };
  const coupon: Shop['coupon'] = async (couponId) => {
    const found = await findCoupon(context.database.read, couponId, context.useCases.buckets);
    if (found === undefined) throw new Error(`there is no coupon ${couponId}`);
    return found;
  };
  return {
    server,
    clock,
    key,
    stockId,
    send,
    coupon,
    call: (action, params, { key: other = key, at = clock.now(), nonce, envelope, ...sent } = {}) => {
      const options = { at, ...(nonce && { nonce }), ...(envelope && { envelope }) };
      return send(v2Body(other, action, params, options), sent);
    },
    async shopper(funds = {}, coupons = 0, ofStock = stockId) {
      made += 1;
      const userCode = `shopper${made}`;
      const customer = await newCustomer(context, userCode, funds);
      const claims = Array.from({ length: coupons }, () => claimFor(context, ofStock, userCode));
      const couponIds = (await Promise.all(claims)).map(({ couponId }) => couponId).sort();
      return { customer, customerId: customer.customerId, couponIds };
    },
    code: async (couponId) => (await scanCodeOf(context.useCases, await coupon(couponId))).code,
    async pass(ms) {
      clock.advance(ms);
      await context.ids.renew();
    },
    bizId() {
      made += 1;
      return `biz-${made}`;
    },
    async untouched(work) {
      const before = await tables(server);
      const result = await work();
      expect(await tables(server)).toEqual(before);
      return result;
    },
  };
}

/** Everything that a call can take or give. A wrong password is counted in the wallet, and is no such thing. */
async function tables({ context }: TestServer): Promise<unknown[]> {
  const { read } = context.database;
  return Promise.all([
    read.all('SELECT * FROM coupon ORDER BY coupon_id'),
    read.all('SELECT customer_id, recharge_fen, gift_fen, points, version FROM wallet ORDER BY customer_id'),
    read.all('SELECT * FROM ledger_entry ORDER BY customer_id, entry_number'),
    read.all('SELECT * FROM consume ORDER BY account, biz_id'),
  ]);
}
