// No consume and no reversal that was acknowledged is ever lost or done by halves, however often the server is killed while tills redeem;
// and the harness would notice if it were.
import type { Customer } from '../../server/domain/customer.ts';
import { atEnd } from '../kit/at-end.ts';
import { newCustomer, newMerchant } from '../kit/merchant.ts';
import { runningStock } from '../kit/stocks.ts';
import { difference } from '../kit/tencent.ts';
import { serverLives } from './lives.ts';
import { sometime } from './moment.ts';
import { askAgain, callTillUntil, newLoad, type TillLoad } from './redeeming-load.ts';
import { RedeemingOracle } from './redeeming-oracle.ts';
import { killUnderLoad } from './run.ts';
import { type CrashWorld, crashWorld, cyclesOr, lastLife, patienceMs, quiet } from './world.ts';

const customers = 12;
/** PostgreSQL needs longer to start a server on. */
const kills = cyclesOr(globalThis.TEST_ENGINE === 'postgres' ? 20 : 50);

let world: CrashWorld;
let load: TillLoad;

beforeEach(async () => {
  world = await crashWorld();
  const { context } = world;
  await runningStock(context, { stock_id: 'lasting', max_coupons: 1_000_000, max_coupons_per_user: 100_000 });
  const oracle = new RedeemingOracle();
  const key = await newMerchant(context);
  load = newLoad({ oracle, claimShare: 0.4, customers: await richCustomers(), key });
});

async function richCustomers(): Promise<Customer[]> {
  const rich = { rechargeFen: 100_000, giftFen: 100_000, points: 10_000 };
  const made: Customer[] = [];
  for (let n = 0; n < customers; n += 1) made.push(await newCustomer(world.context, `rich${n}`, rich));
  return made;
}

interface Killing {
  readonly env: NodeJS.ProcessEnv;
  readonly moment: () => Promise<void>;
  /** Asked after each kill: whether it was the last, however many are left. */
  readonly isEnough?: () => Promise<boolean>;
}

async function killOften(program: string, times: number, { env, moment, isEnough }: Killing): Promise<void> {
  const lives = serverLives(program, env);
  atEnd(lives.end);
  for (let cycle = 0; cycle < times; cycle += 1) {
    await killUnderLoad(await lives.next(), (url) => callTillUntil(load, url), moment);
    if (await isEnough?.()) break;
  }
  await lives.end();
}

test(
  `keeps every consume and reversal in ${kills} kills under load`,
  async () => {
    const { context, simulator, env } = world;
    await killOften('server/main.ts', kills, { env, moment: () => sometime(load.oracle.taken) });
    // Tills ask for what they never heard of.
    await lastLife(world, (url) => askAgain(load, url));
    const { oracle } = load;

    expect(await oracle.verify(context.database)).toEqual([]);
    expect(oracle.consumes.size).toBeGreaterThan(kills);
    expect(oracle.reversals.size).toBeGreaterThan(kills / 2);
    expect(simulator.state().coupons.length).toBeGreaterThan(kills / 2);
    expect(await difference(context.database, simulator)).toEqual([]);
  },
  patienceMs,
);

test('notices a consume acknowledged before COMMIT', async () => {
  // Nobody claims, so that a consume is what is under way when the kill comes.
  load = { ...load, claimShare: 0 };
  const { oracle } = load;
  const env = { ...world.env, ...quiet };
  const like = /^consume .* should be .*, and is /;
  let problems: readonly string[] = [];
  await killOften('test/crash/faulty/early-answer.ts', 12, {
    env,
    moment: () => oracle.taken.next(),
    async isEnough() {
      problems = await oracle.verify(world.context.database);
      return problems.some((problem) => like.test(problem));
    },
  });
  expect(problems).toContainEqual(expect.stringMatching(like));
}, 120_000);
