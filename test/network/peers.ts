// Everybody who calls the server while the network fails, and what they were told.
import type { Context } from '../../server/context.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { Oracle } from '../crash/oracle.ts';
import { RedeemingOracle } from '../crash/redeeming-oracle.ts';
import { type MerchantKey, newCustomer, newMerchant } from '../kit/merchant.ts';
import { waitUntil } from '../kit/pause.ts';
import { runningStock } from '../kit/stocks.ts';
import { Exact } from './exact.ts';
import { type Habit, playTencent } from './tencent.ts';
import { playTill } from './till.ts';

/** What the callers share. */
export interface World {
  readonly oracle: Oracle;
  readonly tills: RedeemingOracle;
  readonly exact: Exact;
  readonly key: MerchantKey;
  /** customer_id and user_code. */
  readonly customers: readonly (readonly [string, string])[];
  /** Coupons of each customer, by user_code, that may be shown at a till. */
  readonly holdings: Map<string, string[]>;
  readonly users: number;
  /** The latest of their kinds. */
  readonly stocks: { brief: string; scarce: string };
  /** How long an attempt waits for its answer. */
  readonly timeoutMs: number;
  /** Nothing new is begun; what was begun is seen through. */
  finishing(): boolean;
  /** Nobody was told to give up. */
  goOn(): boolean;
}

export interface Peers extends World {
  call(url: string, habit: Habit): void;
  /** A stock whose coupons expire soon, and one of which there are too few. */
  newStocks(): Promise<void>;
  /** Resolves when every call is answered. */
  finish(): Promise<void>;
  abandon(): void;
}

const tencents = 10;
const tills = 4;
const customers = 8;
const briefMs = 1_500;

export async function gatherPeers(context: Context, timeoutMs: number): Promise<Peers> {
  const plenty = { max_coupons: 5_000_000, max_coupons_per_user: 1_000_000 };
  await runningStock(context, { stock_id: 'lasting', ...plenty });
  const rich = { rechargeFen: 10_000_000, giftFen: 10_000_000, points: 0 };
  const known: [string, string][] = [];
  for (let n = 0; n < customers; n += 1) {
    const { customerId, userCode } = await newCustomer(context, `customer${n}`, rich);
    known.push([customerId, userCode]);
  }
  let state: 'calling' | 'finishing' | 'abandoned' = 'calling';
  let calling = 0;
  let rounds = 0;

  const world: World = {
    oracle: new Oracle(),
    tills: new RedeemingOracle(),
    exact: new Exact(),
    key: await newMerchant(context),
    customers: known,
    holdings: new Map(known.map(([, userCode]) => [userCode, []])),
    users: 60,
    stocks: { brief: '', scarce: '' },
    timeoutMs,
    finishing: () => state !== 'calling',
    goOn: () => state !== 'abandoned',
  };

  async function newStocks(): Promise<void> {
    rounds += 1;
    const [brief, scarce] = [`brief-${rounds}`, `scarce-${rounds}`];
    // Nobody else renews the number of a context that serves nobody.
    await context.ids.renew();
    const available_end_time = formatTime(context.useCases.now() + briefMs);
    await runningStock(context, { stock_id: brief, ...plenty, available_end_time });
    await runningStock(context, { stock_id: scarce, max_coupons: 12, max_coupons_per_user: 1 });
    Object.assign(world.stocks, { brief, scarce });
  }

  return {
    ...world,
    newStocks,
    call(url, habit) {
      const players = [
        ...Array.from({ length: tencents }, () => playTencent(world, url, habit)),
        ...Array.from({ length: tills }, () => playTill(world, url)),
      ];
      for (const player of players) {
        calling += 1;
        void player
          .catch((error: unknown) => world.exact.complain(`a caller failed: ${String(error)}`))
          .finally(() => {
            calling -= 1;
          });
      }
    },
    async finish() {
      state = 'finishing';
      await waitUntil('every call is answered', () => calling === 0);
    },
    abandon() {
      state = 'abandoned';
    },
  };
}
