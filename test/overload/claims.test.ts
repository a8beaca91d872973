// Three times as many callers as there is room for: everybody is served or turned away in the protocol's words, and the store agrees.
import type { Database } from '../../server/store/database.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { hasty } from '../kit/faulty/hasty.ts';
import { onSpoiltStore } from '../kit/faulty/serve.ts';
import { isLong } from '../kit/long.ts';
import { pause, waitUntil } from '../kit/pause.ts';
import { startTestServer } from '../kit/server.ts';
import { crowd, newTally, type Tally } from './crowd.ts';
import { problemsOf } from './problems.ts';
import { openWorld, startServer, type World } from './world.ts';

/** So little that a crowd of the size of three times that is more than it can do. */
const room = { CLAIM_QUEUE_LIMIT: '48', CLAIM_GROUP_LIMIT: '16' };
const callers = 3 * (48 + 16);
const claims = isLong ? 200_000 : 3_000;

/** @returns what was wrong */
async function besiege({ context, stockId }: World, port: number, tally: Tally, enough = claims) {
  const goesOn = () => tally.claimed.size < enough && tally.wrong.length < 10;
  await crowd({ port, callers, stockId, tally, goesOn });
  return problemsOf(tally, context.database, stockId);
}

/** Somebody else writes to the stock, and takes their time: then claims pile up. @param siege over early where something is wrong */
async function holdUp({ context, stockId }: World, tally: Tally, siege: Promise<unknown>): Promise<void> {
  let over = false;
  const end = () => {
    over = true;
  };
  siege.then(end, end);
  for (const share of [0.2, 0.4, 0.6, 0.8]) {
    await waitUntil('claims go on', () => over || tally.claimed.size >= share * claims);
    if (over) return;
    await context.database.transaction(async (tx) => {
      await tx.run('UPDATE stock_counter SET issued = issued WHERE stock_id = ?', [stockId]);
      await pause(200);
    });
  }
}

it('serves or turns away everybody', async () => {
  const world = await openWorld(room);
  const server = await startServer(world);
  const tally = newTally();
  const siege = besiege(world, server.port, tally);
  const [problems] = await Promise.all([siege, holdUp(world, tally, siege)]);
  expect(problems).toEqual([]);
  expect(tally.claimed.size).toBeGreaterThanOrEqual(claims);
  expect(tally.refusals).toBeGreaterThan(callers);
  await server.end('SIGTERM');
  expect(server.child.exitCode).toBe(0);
}, 600_000);

describe('a server with a fault is found out, one that', () => {
  const faults: [string, (database: Database) => Database][] = [
    [
      'answers system error when it has much to do',
      (database) => {
        let transactions = 0;
        return {
          ...database,
          transaction(work, options) {
            transactions += 1;
            return transactions % 10 === 0
              ? Promise.reject(new StoreUnavailable('out of breath'))
              : database.transaction(work, options);
          },
        };
      },
    ],
    [
      'answers before it has written',
      (database) =>
        hasty(database, async () => {
          await new Promise(setImmediate);
          throw new StoreUnavailable('not written after all');
        }),
    ],
  ];

  test.each(faults)('%s', async (_, spoil) => {
    const world = await openWorld(room);
    let faulty = false;
    const server = await startTestServer({
      dataDir: world.context.settings.dataDir,
      env: room,
      ...onSpoiltStore((database) => {
        const { transaction } = spoil(database);
        const pick = () => (faulty ? transaction : database.transaction);
        return { ...database, transaction: (work, options) => pick()(work, options) };
      }),
    });
    faulty = true;
    const problems = await besiege(world, server.port, newTally(), 300);
    faulty = false;
    expect(problems).not.toEqual([]);
  });
});
