// Connections that die under us: what the caller hears, and that the pool is whole again afterwards.
import { StoreUnavailable } from '../../../../server/store/errors.ts';
import {
  backendOf,
  itemsOf,
  lockItem,
  openItems,
  openItemsByProxy,
  setItem,
  terminate,
  until,
} from './kit.ts';

const turn = () => new Promise(setImmediate);

describe('idle connections that were ended', () => {
  it('cost one call at most', async () => {
    const { database, name } = await openItems({ poolSize: 3 });
    await Promise.all([1, 2, 3].map(() => database.read.all('SELECT pg_sleep(0.05)')));
    await terminate(name);
    await database
      .transaction((tx) => setItem(tx, 'a', 1))
      .catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable);
      });
    await database.transaction((tx) => setItem(tx, 'b', 2));
    expect(await itemsOf(database)).toMatch('b=2');
  });

  it('are replaced when nobody calls meanwhile', async () => {
    const { database, name } = await openItems({ poolSize: 3 });
    await Promise.all([1, 2, 3].map(() => database.read.all('SELECT pg_sleep(0.05)')));
    for (let times = 0; times < 5; times += 1) {
      await terminate(name);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      await database.transaction((tx) => setItem(tx, 'a', times));
    }
    expect(await itemsOf(database)).toBe('a=4 b=0');
  });
});

describe('a connection ended in a transaction', () => {
  it('fails the next statement and keeps nothing', async () => {
    const { database, name } = await openItems({ poolSize: 1 });
    const work = database.transaction(async (tx) => {
      await setItem(tx, 'a', 1);
      await terminate(name, await backendOf(tx));
      await setItem(tx, 'b', 1);
    });
    await expect(work).rejects.toThrow(StoreUnavailable);
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('fails the commit and keeps nothing', async () => {
    const { database, name } = await openItems({ poolSize: 1 });
    const work = database.transaction(async (tx) => {
      await setItem(tx, 'a', 1);
      await terminate(name, await backendOf(tx));
    });
    await expect(work).rejects.toThrow(StoreUnavailable);
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('fails a statement that was waiting', async () => {
    const { database, name } = await openItems({ poolSize: 2 });
    const slow = database.transaction((tx) => tx.all('SELECT pg_sleep(2)'));
    const failed = expect(slow).rejects.toThrow(StoreUnavailable);
    await until(async () => {
      const rows = await database.read.all(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
      );
      return rows.length > 0;
    });
    await terminate(name);
    await failed;
    await database.transaction((tx) => setItem(tx, 'a', 1)).catch(() => undefined);
    expect(await database.transaction((tx) => setItem(tx, 'a', 1))).toBe(1);
  });
});

it('outlives a last word in the same piece', async () => {
  const { proxy, database, name } = await openItemsByProxy({ poolSize: 1 });
  const backend = await backendOf(database.read);
  // The answer to the read and the end of the connection arrive together, while a transaction waits for the connection.
  proxy.hold();
  const reading = database.read.all('SELECT 1 AS one');
  const waiting = database.transaction((tx) => setItem(tx, 'a', 1));
  await turn();
  await terminate(name, backend);
  proxy.letGo();
  expect(await reading).toEqual([{ one: 1 }]);
  // The dead connection is not handed on to it.
  expect(await waiting).toBe(1);
  await database.transaction((tx) => setItem(tx, 'a', 2));
  expect(await itemsOf(database)).toBe('a=2 b=0');
});

describe('a transaction that fails by itself', () => {
  it('leaves nothing behind and its connection is used again', async () => {
    const { database } = await openItems({ poolSize: 1 });
    const before = await backendOf(database.read);
    const work = database.transaction(async (tx) => {
      await setItem(tx, 'a', 1);
      throw new RangeError('our own');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await itemsOf(database)).toBe('a=0 b=0');
    expect(await backendOf(database.read)).toBe(before);
  });

  it('is not taken for committed when nobody minds', async () => {
    const { database } = await openItems({ poolSize: 1 });
    const work = database.transaction(async (tx) => {
      await setItem(tx, 'a', 1);
      await tx.run('INSERT INTO item (name, value) VALUES (?, ?)', ['a', 1]).catch(() => undefined);
    });
    await expect(work).rejects.toThrow(StoreUnavailable);
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });

  it('leaves no rejection of its other statements', async () => {
    const { database } = await openItems({ poolSize: 1 });
    const work = database.transaction((tx) =>
      Promise.all([
        setItem(tx, 'a', 1),
        tx.run('INSERT INTO item (name, value) VALUES (?, ?)', ['b', 1]),
        ...['c', 'd', 'e'].map((name) => setItem(tx, name, 1)),
        tx.runEach('DELETE FROM item WHERE name = ?', [['a'], ['b']]),
        tx.all('SELECT value FROM item WHERE name = ?', ['a']),
      ]),
    );
    await expect(work).rejects.toMatchObject({ name: 'ConstraintViolation', kind: 'unique' });
    for (let turns = 0; turns < 20; turns += 1) await turn();
    // The texts that were first seen in the failed transaction are prepared after all.
    await database.transaction((tx) => Promise.all(['c', 'd'].map((name) => setItem(tx, name, 1))));
    await database.transaction((tx) => tx.runEach('DELETE FROM item WHERE name = ?', [['a'], ['b']]));
    expect(await itemsOf(database)).toBe('c=1 d=1');
  });

  it('writes nothing once it is over', async () => {
    const { database } = await openItems({ poolSize: 1 });
    let late: Promise<unknown> = Promise.resolve();
    const work = database.transaction((tx) => {
      late = lockItem(tx, 'a').then(async () => {
        await turn();
        return setItem(tx, 'late', 1);
      });
      return Promise.all([late, Promise.reject(new RangeError('our own'))]);
    });
    await expect(work).rejects.toThrow(RangeError);
    await expect(late).rejects.toThrow();
    expect(await itemsOf(database)).toBe('a=0 b=0');
  });
});

it('writes nothing when it could not begin', async () => {
  const { proxy, database } = await openItemsByProxy({ poolSize: 1 });
  // As a standby would refuse it, or a pooler.
  proxy.change((text) => text.replace('BEGIN ISOLATION', 'BEGIN ISOLATIOM'));
  const work = database.transaction(async (tx) => {
    await lockItem(tx, 'a');
    await setItem(tx, 'a', 1);
  });
  await expect(work).rejects.toThrow();
  expect(await itemsOf(database)).toBe('a=0 b=0');
});

it('gets a thousand transactions through three connections', async () => {
  const { database } = await openItems({ poolSize: 3 });
  const add = (n: number): Promise<unknown> =>
    database
      .transaction((tx) => setItem(tx, `n${n}`, n))
      // Whoever waited too long for a connection asks again.
      .catch((error: unknown) => (error instanceof StoreUnavailable ? add(n) : Promise.reject(error)));
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => add(n)));
  expect((await itemsOf(database)).split(' ')).toHaveLength(1_002);
});
