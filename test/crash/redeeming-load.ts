// What tills do while the server dies under them: redeem, take back, and ask again with the same bizId for what got no answer.
import { randomInt, randomUUID } from 'node:crypto';
import type { Customer } from '../../server/domain/customer.ts';
import type { GivenParamsOf } from '../../shared/merchant/actions.ts';
import type { MerchantCallAnswer } from '../../shared/merchant/call-answer.ts';
import { createMerchantClient, type MerchantClient } from '../../shared/merchant/client.ts';
import { formatYuan, parseYuan } from '../../shared/merchant/money.ts';
import type { SpClient } from '../../shared/sp/client.ts';
import type { MerchantKey } from '../kit/merchant.ts';
import { spClientAt } from '../kit/tencent.ts';
import type { RedeemingOracle, Took } from './redeeming-oracle.ts';

type Order = GivenParamsOf<'communal.user.consume'> & { readonly bizId: string; readonly customerId: string };
interface Claim {
  readonly customer: Customer;
  readonly requestId: string;
}

export interface TillLoad {
  readonly oracle: RedeemingOracle;
  readonly customers: readonly Customer[];
  readonly key: MerchantKey;
  /** How many of the calls ask for new coupons, from 0 to 1; of the others one in three takes a consume back. */
  readonly claimShare: number;
  /** What got no answer, so that it is not known whether it happened. */
  readonly unanswered: { readonly claims: Claim[]; readonly orders: Order[]; readonly reversals: string[] };
  /** What each customer holds, as far as it is known. */
  readonly coupons: Map<string, string[]>;
  readonly done: string[];
}

export function newLoad(fixed: Pick<TillLoad, 'oracle' | 'customers' | 'key' | 'claimShare'>): TillLoad {
  return {
    ...fixed,
    unanswered: { claims: [], orders: [], reversals: [] },
    coupons: new Map(fixed.customers.map(({ customerId }) => [customerId, []])),
    done: [],
  };
}

interface Callers {
  readonly sp: SpClient;
  readonly till: MerchantClient;
}

function callersAt(url: string, key: MerchantKey): Callers {
  return {
    sp: spClientAt(url),
    till: createMerchantClient({ baseUrl: url, credential: key, fetch, attempts: 1 }),
  };
}

/** Calls until the server is gone. */
export async function callTillUntil(load: TillLoad, url: string): Promise<void> {
  const callers = callersAt(url, load.key);
  try {
    for (;;) await oneCall(load, callers);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
}

/** Asks again for everything that got no answer, of a server that stays. */
export async function askAgain(load: TillLoad, url: string): Promise<void> {
  const callers = callersAt(url, load.key);
  const { orders, reversals } = load.unanswered;
  for (let order = orders.pop(); order !== undefined; order = orders.pop())
    await consume(load, callers, order);
  for (let bizId = reversals.pop(); bizId !== undefined; bizId = reversals.pop())
    await reverse(load, callers, bizId);
}

class NoAnswer extends Error {}

function oneCall(load: TillLoad, callers: Callers): Promise<void> {
  const { claims, orders, reversals } = load.unanswered;
  const claim = claims.pop();
  if (claim !== undefined) return makeClaim(load, callers, claim);
  const order = orders.pop();
  // A till may ask again, or give up and take back what may or may not have happened.
  if (order !== undefined && Math.random() < 0.8) return consume(load, callers, order);
  const bizId = order?.bizId ?? reversals.pop();
  if (bizId !== undefined) return reverse(load, callers, bizId);
  if (Math.random() < load.claimShare) return makeClaim(load, callers, newClaim(load));
  const done = Math.random() < 1 / 3 ? load.done.splice(randomInt(load.done.length + 1), 1)[0] : undefined;
  return done === undefined ? consume(load, callers, newOrder(load)) : reverse(load, callers, done);
}

const newClaim = ({ customers }: TillLoad): Claim => ({
  customer: customers[randomInt(customers.length)] as Customer,
  requestId: randomUUID().replaceAll('-', ''),
});

/** Two tills may want the same coupon; then one of them is refused. */
function newOrder({ customers, coupons }: TillLoad): Order {
  const { customerId } = customers[randomInt(customers.length)] as Customer;
  const theirs = coupons.get(customerId) ?? [];
  const couponsCardList = [...new Set(theirs.slice(-randomInt(1, 4)))];
  const amount = formatYuan(couponsCardList.length > 0 ? randomInt(500) : randomInt(1, 500));
  const bizId = randomUUID().replaceAll('-', '');
  return { bizId, customerId, couponsCardList, amount, points: randomInt(3) };
}

async function makeClaim(load: TillLoad, { sp }: Callers, claim: Claim): Promise<void> {
  const { customer, requestId } = claim;
  const asked = {
    app_channel_id: 1,
    user_code: customer.userCode,
    stock_id: 'lasting',
    request_id: requestId,
  };
  const answer = await sp.call('coupon.receive', asked).catch(() => undefined);
  if (answer === undefined || answer.code !== 0) {
    load.unanswered.claims.push(claim);
    throw new NoAnswer();
  }
  load.coupons.get(customer.customerId)?.push((answer.data as { coupon_id: string }).coupon_id);
}

async function consume(load: TillLoad, { till }: Callers, order: Order): Promise<void> {
  const answer = await till.call('communal.user.consume', order);
  if (isUnknown(answer.code)) {
    load.unanswered.orders.push(order);
    throw new NoAnswer();
  }
  const { oracle, coupons, done } = load;
  oracle.consumeAnswered(order.bizId, toldOf(answer));
  if (!answer.ok) return;
  done.push(order.bizId);
  const held = coupons.get(order.customerId) ?? [];
  const taken = new Set(answer.data?.couponsCardList);
  coupons.set(
    order.customerId,
    held.filter((coupon) => !taken.has(coupon)),
  );
}

async function reverse(load: TillLoad, { till }: Callers, bizId: string): Promise<void> {
  const answer = await till.call('communal.user.consume-reverse', { bizId });
  if (isUnknown(answer.code)) {
    load.unanswered.reversals.push(bizId);
    throw new NoAnswer();
  }
  load.oracle.reversalAnswered(bizId, toldOf(answer));
}

/** No answer at all, or one that only says that something went wrong. */
const isUnknown = (code: number | undefined): boolean => code === undefined || code >= 50_000;

export interface TakenFunds {
  readonly couponsCardList: readonly string[];
  readonly change_recharge_amount: string;
  readonly change_gift_amount: string;
}

export function toldOf({
  code = Number.NaN,
  data,
}: Pick<MerchantCallAnswer<TakenFunds>, 'code' | 'data'>): { took: Took } | { refused: number } {
  if (data === undefined) return { refused: code };
  const fen = (text: string) => parseYuan(text.replace('-', '')) ?? Number.NaN;
  return {
    took: {
      coupons: data.couponsCardList,
      rechargeFen: fen(data.change_recharge_amount),
      giftFen: fen(data.change_gift_amount),
    },
  };
}
