// Two server processes on one PostgreSQL: together they keep every promise, and one stands in for the other.
import { waitUntil } from '../kit/pause.ts';
import { startLoad } from '../kit/postgres/load.ts';
import { allDelivered, endWell, openShop, type Shop } from '../kit/postgres/shop.ts';
import { type Probe, probeClaim } from '../kit/probe.ts';
import type { ServerProcess } from '../kit/process.ts';

jest.setTimeout(120_000);

const hourMs = 3_600_000;
let shop: Shop;
let pair: [ServerProcess, ServerProcess];

beforeEach(async () => {
  shop = await openShop();
  pair = await Promise.all([shop.serve(), shop.serve()]);
});

const claim = (server: ServerProcess, stockId: string, requestId: string, user = requestId) =>
  probeClaim(server.url, { stock_id: stockId, user_code: user, request_id: requestId });

it('gives out exactly what there is', async () => {
  await shop.addStock('hundred', hourMs, { max_coupons: 100 });
  const claims = Array.from({ length: 500 }, (_, n) => claim(pair[n % 2 === 0 ? 0 : 1], 'hundred', `r${n}`));
  const codes = (await Promise.all(claims)).map(({ code }) => code);
  expect(codes.filter((code) => code === 0)).toHaveLength(100);
  expect(codes.filter((code) => code === 410003)).toHaveLength(400);
});

it('answers a request in the same words from both', async () => {
  await shop.addStock('lasting', hourMs);
  const ask = async (n: number): Promise<[Probe, Probe]> => {
    const requestId = `r${n}`;
    return Promise.all([
      claim(pair[0], 'lasting', requestId, `u${n % 20}`),
      claim(pair[1], 'lasting', requestId, `u${n % 20}`),
    ]);
  };
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(n)));
  for (const [one, other] of answers) {
    expect(one.code).toBe(0);
    expect(other.text).toBe(one.text);
  }
  expect(new Set(answers.map(([{ text }]) => text)).size).toBe(200);
  const rows = await shop.inspect(({ read }) => read.all('SELECT coupon_id FROM coupon'));
  expect(rows).toHaveLength(200);
});

it('loses nothing when one is killed', async () => {
  await shop.addStock('lasting', hourMs);
  await shop.addStock('brief', 3_000);
  // So slow that each process nearly always has a call under way.
  shop.simulator.setPlan({ rules: [{ interface: 'coupon.status.rsync', fault: 'slow', delayMs: 300 }] });
  const load = startLoad(pair);
  await shop.inspect(async ({ read }) => {
    const sql = 'SELECT DISTINCT lease_owner FROM delivery_lane WHERE lease_owner IS NOT NULL';
    await waitUntil('both hold leases', async () => (await read.all(sql)).length === 2);
  });
  await pair[0].end('SIGKILL');
  const killedAt = performance.now();
  shop.simulator.setPlan({});
  await load.claimed(200);
  await allDelivered(shop, ['brief']);
  expect(performance.now() - killedAt).toBeLessThan(60_000);
  await endWell(shop, pair[1], load);
});

it('goes on when one hangs with a lock', async () => {
  const [hanging, other] = pair;
  await shop.addStock('lasting', hourMs);
  const { answer: first } = await hangInTransaction(hanging);
  const meanwhile = await claim(other, 'lasting', 'meanwhile');
  expect(meanwhile.code).toBe(0);
  expect(meanwhile.ms).toBeGreaterThan(3_000);
  hanging.child.kill('SIGCONT');
  expect(await first).toMatchObject({ status: 500, code: 500000 });
  expect(await shop.inspect(({ read }) => read.all('SELECT request_id FROM coupon'))).toEqual([
    { request_id: 'meanwhile' },
  ]);
  for (const requestId of ['first', 'afterwards'])
    expect(await claim(hanging, 'lasting', requestId)).toMatchObject({ code: 0 });
  expect(
    await shop.inspect(({ read }) => read.all('SELECT issued FROM stock_counter WHERE issued > 0')),
  ).toEqual([{ issued: 3 }]);
});

/** Stops a process while PostgreSQL works on its claim, so that nobody takes the answer and the counter stays locked. */
async function hangInTransaction(server: ServerProcess): Promise<{ readonly answer: Promise<Probe> }> {
  return shop.inspect(async (database) => {
    await database.transaction(async (tx) => {
      for (const statement of dawdling) await tx.run(statement);
    });
    const answer = claim(server, 'lasting', 'first');
    const inState = (state: string) =>
      database.read.all<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = 'shop' AND ${state}`,
      );
    let pid: number | undefined;
    await waitUntil('PostgreSQL works on the claim', async () => {
      pid = (await inState("wait_event = 'PgSleep'"))[0]?.pid;
      return pid !== undefined;
    });
    server.child.kill('SIGSTOP');
    const isDone = async () => (await inState(`state = 'idle in transaction' AND pid = ${pid}`)).length > 0;
    await waitUntil('PostgreSQL is done with it', isDone);
    await database.transaction((tx) => tx.run('DELETE FROM dawdling'));
    return { answer };
  });
}

/** As long as there is a row in `dawdling`, every change of a counter takes its time. */
const dawdling = [
  'CREATE TABLE dawdling AS SELECT 1 AS row',
  `CREATE FUNCTION dawdle() RETURNS TRIGGER LANGUAGE plpgsql AS $$
     BEGIN IF EXISTS (SELECT FROM dawdling) THEN PERFORM pg_sleep(2); END IF; RETURN NULL; END $$`,
  'CREATE TRIGGER dawdle AFTER UPDATE ON stock_counter EXECUTE FUNCTION dawdle()',
];
