// Statements that never end and networks that say nothing: nobody waits for them for long.
import type { Session } from '../../../../server/store/database.ts';
import { StoreUnavailable } from '../../../../server/store/errors.ts';
import { backendOf, itemsOf, openItems, openItemsByProxy, setItem, timed } from './kit.ts';

const sleep = (session: Session, seconds: number) => session.all(`SELECT pg_sleep(${seconds})`);
const statementTimeoutMs = 200;
/** By the server, so that it does not go on with it; the driver only stops listening. */
const stopped = { name: 'StoreUnavailable', message: 'canceling statement due to statement timeout' };
/** The server's limit, two seconds more, and what a busy machine takes on top. */
const givenUpMs = statementTimeoutMs + 2_000 + 1_500;

describe('a statement that takes too long', () => {
  it('is stopped in a transaction', async () => {
    const { database } = await openItems({ poolSize: 1, statementTimeoutMs });
    const work = database.transaction(async (tx) => {
      await setItem(tx, 'a', 1);
      await sleep(tx, 60);
    });
    await expect(work).rejects.toMatchObject(stopped);
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('is stopped outside of one', async () => {
    const { database } = await openItems({ poolSize: 1, statementTimeoutMs });
    await expect(sleep(database.read, 60)).rejects.toMatchObject(stopped);
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('is waited for by whoever has patience', async () => {
    const { database } = await openItems({ statementTimeoutMs });
    await database.transaction(
      async (tx) => {
        await sleep(tx, 3);
        await setItem(tx, 'a', 1);
      },
      { patient: true },
    );
    expect(await itemsOf(database)).toBe('a=1 b=0');
  });

  it('is waited for by a tool', async () => {
    const { database } = await openItems({ statementTimeoutMs: 0 });
    await Promise.all([sleep(database.read, 6), database.transaction((tx) => sleep(tx, 6))]);
  });
});

describe('a network that swallows everything', () => {
  it('fails reads and transactions alike', async () => {
    const { database, proxy } = await openItemsByProxy({ poolSize: 3, statementTimeoutMs });
    await setUp(database.read);
    proxy.swallow();
    const ends = await Promise.all([
      timed(database.read.all('SELECT 1 AS one')),
      timed(database.transaction((tx) => setItem(tx, 'a', 1))),
    ]);
    for (const { error, ms } of ends) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(ms).toBeLessThan(givenUpMs);
    }
  });

  it('in a transaction loses what was begun', async () => {
    const { database, proxy } = await openItemsByProxy({ poolSize: 1, statementTimeoutMs });
    const { error, ms } = await timed(
      database.transaction(async (tx) => {
        await setItem(tx, 'a', 1);
        proxy.swallow();
        await setItem(tx, 'b', 1);
      }),
    );
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(ms).toBeLessThan(givenUpMs);
    proxy.heal();
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('keeps nobody waiting for a new connection', async () => {
    const { database, proxy } = await openItemsByProxy({ poolSize: 3, statementTimeoutMs });
    proxy.swallow();
    const calls = Array.from({ length: 9 }, () => timed(database.transaction((tx) => setItem(tx, 'a', 1))));
    for (const { error, ms } of await Promise.all(calls)) {
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(ms).toBeLessThan(2 * givenUpMs);
    }
  });

  it('is forgotten when it is whole again', async () => {
    const { database, proxy } = await openItemsByProxy({ poolSize: 2, statementTimeoutMs });
    await setUp(database.read);
    proxy.swallow();
    await Promise.all([1, 2, 3].map(() => timed(database.transaction((tx) => setItem(tx, 'a', 1)))));
    proxy.heal();
    for (let n = 1; n <= 5; n += 1) await database.transaction((tx) => setItem(tx, 'a', n));
    expect(await itemsOf(database)).toBe('a=5 b=0');
  });
});

it('replaces a connection before its plans grow old', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  try {
    const { database } = await openItems({ poolSize: 1 });
    const backends = new Set<number>();
    // Used all the time, so that it is not given up for being idle.
    for (let seconds = 0; seconds <= 120; seconds += 10) {
      backends.add(await backendOf(database.read));
      jest.advanceTimersByTime(10_000);
    }
    expect(backends.size).toBeGreaterThan(1);
  } finally {
    jest.useRealTimers();
  }
});

/** Connections that will be found dead. */
const setUp = (read: Session) => Promise.all([sleep(read, 0.05), sleep(read, 0.05)]);
