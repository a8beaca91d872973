// PostgreSQL is killed again and again under a server that lives on: nothing acknowledged is lost, limits hold, everything is delivered, and
// the server serves again by itself each time. What an outage looks like from outside is told in test/server/postgres-outage.test.ts.

import { isLong } from '../kit/long.ts';
import { pause } from '../kit/pause.ts';
import { startLoad } from '../kit/postgres/load.ts';
import { allDelivered, endWell, openShop, type Shop, startAgain } from '../kit/postgres/shop.ts';

const kills = isLong ? 200 : 10;
/** Shared memory and connections are torn from under the others by the one, and by the other the first process alone is. */
const signals = ['SIGQUIT', 'SIGKILL'] as const;
/** Of one stock; the callers ask for more of it. */
const limit = 20;
/** Between two kills. */
const claimed = 40;
const hourMs = 3_600_000;

test(
  `outlives ${kills} kills of PostgreSQL under load`,
  async () => {
    const shop = await openShop();
    await shop.addStock('lasting', hourMs, { max_coupons: 1_000_000 });
    const server = await shop.serve();
    await shop.addStock('brief', 10_000, { max_coupons: limit });
    const load = startLoad([server]);
    for (let kill = 0; kill < kills; kill += 1) {
      await load.claimed(claimed);
      await pause(Math.random() * 200);
      await shop.postgres.stop(signals[kill % signals.length]);
      await startAgain(shop.postgres);
    }
    await load.claimed(claimed);
    await allDelivered(shop, ['brief']);
    await endWell(shop, server, load);
    expect(await coupons('brief', shop)).toBe(limit);
  },
  120_000 + kills * 10_000,
);

async function coupons(stockId: string, { inspect }: Shop): Promise<number> {
  const sql = 'SELECT COUNT(*) AS issued FROM coupon WHERE stock_id = ?';
  const [row] = await inspect(({ read }) => read.all<{ issued: number }>(sql, [stockId]));
  return Number(row?.issued);
}
