// PostgreSQL goes away under load and comes back: the server stays, says so, and nothing that was acknowledged is lost.
import { pause, waitUntil } from '../kit/pause.ts';
import { startLoad } from '../kit/postgres/load.ts';
import { allDelivered, endWell, openShop, startAgain } from '../kit/postgres/shop.ts';
import { type Probe, probeClaim, probeReady } from '../kit/probe.ts';

const awayMs = 5_000;
/** The promise is 5 s; the rest is for a busy machine. */
const answeredWithinMs = 6_500;
const hourMs = 3_600_000;

test.each([
  ['is shut down', 'SIGINT'],
  ['crashes', 'SIGQUIT'],
  ['loses its first process', 'SIGKILL'],
] as const)(
  'outlives a PostgreSQL that %s',
  async (_, signal) => {
    const shop = await openShop();
    await shop.addStock('lasting', hourMs);
    const server = await shop.serve();
    // When it listens: on a slow machine it would be over before.
    await shop.addStock('brief', 3_000);
    const load = startLoad([server]);
    await load.claimed(200);

    await shop.postgres.stop(signal);
    const { claims, readiness } = await askFor(awayMs, server.url);
    expect(new Set(claims.map(({ status, code }) => `${status} ${code}`))).toEqual(new Set(['500 500000']));
    expect(new Set(readiness.map(({ status }) => status))).toEqual(new Set([503]));
    for (const { ms } of [...claims, ...readiness]) expect(ms).toBeLessThan(answeredWithinMs);

    await startAgain(shop.postgres);
    await waitUntil('the server is ready', async () => (await probeReady(server.url)).status === 200);
    await load.claimed(200);
    await allDelivered(shop, ['brief']);
    await endWell(shop, server, load);
  },
  120_000,
);

test('ends when it is told to while PostgreSQL is away', async () => {
  const shop = await openShop();
  const server = await shop.serve();
  await shop.postgres.stop('SIGQUIT');
  expect((await probeReady(server.url)).status).toBe(503);
  await server.end('SIGTERM');
  expect(server.child.exitCode).toBe(0);
}, 60_000);

/** One call after the other, for a while. */
async function askFor(ms: number, url: string) {
  const claims: Probe[] = [];
  const readiness: Probe[] = [];
  const until = performance.now() + ms;
  while (performance.now() < until) {
    const name = `meanwhile${claims.length}`;
    claims.push(await probeClaim(url, { stock_id: 'lasting', user_code: name, request_id: name }));
    readiness.push(await probeReady(url));
    await pause(50);
  }
  return { claims, readiness };
}
