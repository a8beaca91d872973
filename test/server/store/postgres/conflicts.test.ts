// Transactions that lose against others: run again where that may help, given up where it does not.
import type { Session } from '../../../../server/store/database.ts';
import { StoreUnavailable } from '../../../../server/store/errors.ts';
import { onPostgres } from '../../../kit/engine.ts';
import { itemsOf, lockItem, openItems, setItem, whileLocked } from './kit.ts';

describe('a lock that somebody else holds', () => {
  it('is asked for again', async () => {
    const store = await openItems();
    const runs = await whileLocked(store, 'a', async (other) => {
      let times = 0;
      await store.database.transaction(async (tx) => {
        times += 1;
        if (times === 2) await other.query('COMMIT');
        await lockItem(tx, 'a');
        await setItem(tx, 'a', times);
      });
      return times;
    });
    expect(runs).toBe(2);
    expect(await itemsOf(store.database)).toBe('a=2 b=0');
  });

  it('is given up after a while', async () => {
    const store = await openItems();
    let times = 0;
    await whileLocked(store, 'a', async () => {
      const work = store.database.transaction(async (tx) => {
        times += 1;
        await setItem(tx, 'b', 1);
        await lockItem(tx, 'a');
      });
      await expect(work).rejects.toThrow(StoreUnavailable);
    });
    expect(times).toBeGreaterThan(1);
    expect(await itemsOf(store.database)).toBe('a=0 b=0');
  });
});

it('lets both sides of a deadlock through', async () => {
  const { database } = await openItems();
  let holding = 0;
  const bothHold = (resolve: () => void) => (holding < 2 ? setImmediate(bothHold, resolve) : resolve());
  let runs = 0;
  const move = (from: string, to: string) => {
    let again = false;
    return database.transaction(async (tx) => {
      runs += 1;
      await lockItem(tx, from);
      holding += 1;
      if (!again) await new Promise<void>(bothHold);
      again = true;
      await add(tx, to);
    });
  };
  await Promise.all([move('a', 'b'), move('b', 'a')]);
  expect(runs).toBeGreaterThan(2);
  expect(await itemsOf(database)).toBe('a=1 b=1');
});

it('runs again what could not be serialized', async () => {
  const { database, name } = await openItems();
  let runs = 0;
  await database.transaction(async (tx) => {
    runs += 1;
    await tx.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await tx.all('SELECT value FROM item');
    if (runs === 1)
      await onPostgres((other) => other.query("UPDATE item SET value = 5 WHERE name = 'a'"), name);
    await add(tx, 'a');
  });
  expect(runs).toBe(2);
  expect(await itemsOf(database)).toBe('a=6 b=0');
});

const add = (tx: Session, name: string) => tx.run('UPDATE item SET value = value + 1 WHERE name = ?', [name]);
