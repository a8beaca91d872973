// The real thing for the model: one store for all days. Each day has users, stocks and bizIds of its own.
import { scryptSync } from 'node:crypto';
import type { Context } from '../../../server/context.ts';
import type { Customer } from '../../../server/domain/customer.ts';
import { noTries } from '../../../server/domain/pay-password.ts';
import { savePassword } from '../../../server/store/sql/wallets.ts';
import { ensureCustomer } from '../../../server/usecase/customer.ts';
import type { UseCaseDeps } from '../../../server/usecase/deps.ts';
import { expireBatch } from '../../../server/usecase/expire.ts';
import { addStore, limitStock } from '../../../server/usecase/store.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { createClock, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { runningStock } from '../../kit/stocks.ts';
import type { StockKind, User } from './commands.ts';
import { newShop, type Shop } from './rules/shop.ts';

export interface World {
  readonly context: Context;
  readonly clock: TestClock;
  /** The context's, unless something in it is broken on purpose. */
  readonly useCases: UseCaseDeps;
  days: number;
}

export interface Day {
  readonly world: World;
  /** What the rules say that there is. */
  readonly shop: Shop;
  readonly stockIds: Readonly<Record<StockKind, string>>;
  readonly userCodes: Readonly<Record<User, string>>;
  readonly customers: Readonly<Record<'ann' | 'ben', Customer>>;
  /** By the names that the rules use. */
  readonly couponIds: Map<string, string>;
  readonly codes: Map<string, string>;
  /** In front of the day's bizIds. */
  readonly prefix: string;
}

export const rightPassword = '4711';
export const wrongPassword = '0815';

export async function openWorld(): Promise<World> {
  const clock = createClock();
  const context = await testContext({ now: clock.now });
  for (const storeCode of ['S1', 'S2'])
    await addStore(context.useCases, { tenantId: 'demo', storeCode, name: storeCode });
  return { context, clock, useCases: context.useCases, days: 0 };
}

export async function openDay(world: World): Promise<Day> {
  const { context, clock } = world;
  world.days += 1;
  const name = `d${world.days}`;
  // Stocks begin and end with whole seconds, codes with whole minutes.
  clock.set(Math.ceil(clock.now() / 60_000) * 60_000);
  await context.ids.renew();
  const shop = newShop(clock.now());
  const userCodes = { ann: `ann-${name}`, ben: `ben-${name}`, cai: `cai-${name}` };
  const stockOf = (kind: StockKind) =>
    runningStock(context, { ...termsOf(shop.stocks[kind]), fixed_normal_coupon: benefits[kind] });
  const stockIds = {
    plain: await stockOf('plain'),
    later: await stockOf('later'),
    shop: await stockOf('shop'),
  };
  await limitStock(context.useCases, 'demo', stockIds.shop, ['S1']);
  const customerOf = (userCode: string) =>
    ensureCustomer(context.useCases, { tenantId: 'demo', appChannelId: 1, userCode });
  const customers = { ann: await customerOf(userCodes.ann), ben: await customerOf(userCodes.ben) };
  await context.database.transaction((tx) =>
    savePassword(tx, customers.ann, { passwordHash: cheapHash, tries: noTries }),
  );
  const names = { couponIds: new Map<string, string>(), codes: new Map<string, string>() };
  return { world, shop, stockIds, userCodes, customers, ...names, prefix: `${name}n` };
}

/** Lets everything of the day expire, so that no sweep of a later one finds it. */
export async function closeDay({ world: { context, clock }, shop }: Day): Promise<void> {
  clock.set(Math.max(clock.now(), shop.stocks.later.endAt) + 1_000);
  await context.ids.renew();
  await expireBatch(context.useCases, 1_000);
}

const termsOf = ({ beginAt, endAt }: { beginAt: number; endAt: number }) => ({
  max_coupons: 1_000,
  max_coupons_per_user: 100,
  available_begin_time: formatTime(beginAt),
  available_end_time: formatTime(endAt),
});

const small = { coupon_amount: 100, transaction_minimum: 100 };
const benefits = { plain: small, later: small, shop: { coupon_amount: 1_000, transaction_minimum: 10_000 } };

/** As `hashPassword` writes one, at the least cost that there is: the model asks for it thousands of times. */
const cheapHash = (() => {
  const salt = Buffer.alloc(16, 1);
  const hash = scryptSync(rightPassword, salt, 32, { N: 2, r: 1, p: 1 });
  return ['scrypt', 1, 1, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
})();
