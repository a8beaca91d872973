// The life of a stock: create, publish, change, and move from state to state (sp §8), each with its events (sp §7).
import type { StockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { CouponType, StockStatus } from '../../shared/sp/vocabulary.ts';
import { stockChanged, stockStatusChanged } from '../domain/events.ts';
import { issuedOf } from '../domain/quota.ts';
import { nextStockStatus, type Stock, type StockEvent } from '../domain/stock.ts';
import {
  stockFromInput,
  termsFromInput,
  type WhyNotChangeable,
  whyNotChangeable,
} from '../domain/stock-input.ts';
import type { Channel } from '../domain/tenant.ts';
import { ConstraintViolation } from '../store/errors.ts';
import { lockStock } from '../store/sql/find-stock.ts';
import { insertStock, updateStock } from '../store/sql/save-stock.ts';
import { lockStockCounters } from '../store/sql/stock-counters.ts';
import { channelOf } from './channel-of.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';
import { recordEvents } from './record-events.ts';

/** Creates a stock, not activated; 出行服务 learns of it when it is activated. @throws Refusal */
export async function createStock(deps: UseCaseDeps, tenantId: string, input: StockInput): Promise<Stock> {
  const channel = channelOf(deps, { tenantId, appChannelId: input.app_channel_id });
  const stock = stockFromInput(input, { tenantId, appId: channel.appId, now: deps.now() });
  try {
    await deps.database.transaction((tx) => insertStock(tx, stock, deps.buckets));
  } catch (error) {
    if (!(error instanceof ConstraintViolation) || error.kind !== 'unique') throw error;
    throw new Refusal('exists', `stock ${stock.stockId} exists already`);
  }
  return stock;
}

/** What the commands call the moves. `activate` is a review's beginning where the channel reviews its stocks. */
export type StockMove = Exclude<StockEvent, 'submit'>;

/** @throws Refusal when there is no such stock, or its state does not allow the move. */
export function moveStock(
  deps: UseCaseDeps,
  tenantId: string,
  stockId: string,
  move: StockMove,
): Promise<Stock> {
  return changeStock(deps, tenantId, stockId, (stock, channel) => {
    const event = move === 'activate' && channel.policies.review ? 'submit' : move;
    const status = nextStockStatus(stock.status, event);
    if (status === undefined) {
      throw new Refusal('stateForbids', `stock ${stockId} is ${statusName(stock)}: it cannot ${move} now`);
    }
    if (move === 'activate') refuseUnpublishable(stock, channel);
    const after = { ...stock, status, version: stock.version + 1 };
    // Leaving the first state publishes the stock: the peer gets all of it. Later moves tell the status alone.
    const told =
      stock.status === StockStatus.inactive
        ? stockChanged(after, channel.policies)
        : stockStatusChanged(after);
    return { after, told };
  });
}

/** New terms for a stock; published again if 出行服务 knows it. @throws Refusal */
export function changeTerms(deps: UseCaseDeps, tenantId: string, input: StockInput): Promise<Stock> {
  return changeStock(deps, tenantId, input.stock_id, (stock, channel, issued) => {
    if (input.app_channel_id !== stock.appChannelId) {
      throw new Refusal('invalid', `stock ${stock.stockId} stays in channel ${stock.appChannelId}`);
    }
    const terms = termsFromInput(input);
    const refused = whyNotChangeable(stock, terms, issued);
    if (refused !== undefined) throw new Refusal('stateForbids', whyNot(refused, stock, issued));
    const after = { ...stock, ...terms, appId: input.app_id ?? stock.appId, version: stock.version + 1 };
    if (stock.status !== StockStatus.inactive) refuseUnpublishable(after, channel);
    const told = stock.status === StockStatus.inactive ? undefined : stockChanged(after, channel.policies);
    return { after, told };
  });
}

/** Tells 出行服务 the whole stock once more. @throws Refusal */
export function publishStock(deps: UseCaseDeps, tenantId: string, stockId: string): Promise<Stock> {
  return changeStock(deps, tenantId, stockId, (stock, channel) => {
    if (stock.status === StockStatus.inactive) {
      throw new Refusal('stateForbids', `stock ${stockId} is not activated: activating publishes it`);
    }
    refuseUnpublishable(stock, channel);
    return { after: stock, told: stockChanged(stock, channel.policies) };
  });
}

type Told = ReturnType<typeof stockChanged>;
type Decide = (
  stock: Stock,
  channel: Channel,
  issued: number,
) => { readonly after: Stock; readonly told: Told | undefined };

async function changeStock(
  deps: UseCaseDeps,
  tenantId: string,
  stockId: string,
  decide: Decide,
): Promise<Stock> {
  const after = await deps.database.transaction(async (tx) => {
    const stock = await lockStock(tx, tenantId, stockId);
    if (stock === undefined) throw new Refusal('notFound', `there is no stock ${stockId}`);
    const counters = await lockStockCounters(tx, stock, deps.buckets);
    const decided = decide(stock, channelOf(deps, stock), issuedOf(counters));
    await updateStock(tx, decided.after, counters);
    if (decided.told !== undefined) await recordEvents(deps, tx, [decided.told]);
    return decided.after;
  });
  deps.eventsCommitted();
  return after;
}

function refuseUnpublishable(stock: Stock, channel: Channel): void {
  if (stock.benefit.couponType === CouponType.cutToPrice && channel.policies.cutToPrice === 'refuse') {
    throw new Refusal(
      'stateForbids',
      `stock ${stock.stockId} is a 减至券, for which the protocol has no object: set the channel's --cut-to-price first`,
    );
  }
}

const whyNot = (reason: WhyNotChangeable, stock: Stock, issued: number): string =>
  ({
    stopped: `stock ${stock.stockId} is stopped: its terms are final`,
    'benefit-issued': `stock ${stock.stockId} has issued ${issued} coupons: what they are worth cannot change`,
    'below-issued': `stock ${stock.stockId} has issued ${issued} coupons: max_coupons cannot be less`,
  })[reason];

const statusNames: Record<StockStatus, string> = {
  [StockStatus.inactive]: 'not activated',
  [StockStatus.inReview]: 'in review',
  [StockStatus.running]: 'running',
  [StockStatus.stopped]: 'stopped',
  [StockStatus.paused]: 'paused',
};

const statusName = (stock: Stock): string => statusNames[stock.status];
