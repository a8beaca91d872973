// A PostgreSQL that is there but out of breath: what may be asked again is told apart from what nobody knows the outcome of.
import { StoreBusy } from '../../../../server/store/errors.ts';
import { pause } from '../../../kit/pause.ts';
import { itemsOf, openItems, openItemsByProxy, setItem } from './kit.ts';

/** Longer than setting up a connection may take. */
const tooLongMs = 2_500;

it('sets a connection up again that took too long', async () => {
  const { database, proxy } = await openItemsByProxy({ poolSize: 2 });
  await database.transaction((tx) => setItem(tx, 'a', 1));
  const gate = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await gate.promise;
    return setItem(tx, 'a', 2);
  });
  proxy.hold();
  // Needs a second connection, of which the server's first word does not come through.
  const second = database.transaction((tx) => setItem(tx, 'b', 1));
  await pause(tooLongMs);
  proxy.letGo();
  gate.resolve();
  await Promise.all([first, second]);
  expect(await itemsOf(database)).toBe('a=2 b=1');
});

it('sets a connection up again for a read', async () => {
  const { database, proxy } = await openItemsByProxy({ poolSize: 2 });
  const gate = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await setItem(tx, 'a', 1);
    await gate.promise;
  });
  proxy.hold();
  const read = itemsOf(database);
  await pause(tooLongMs);
  proxy.letGo();
  gate.resolve();
  await first;
  expect(await read).toMatch(/^a=[01] b=0$/);
});

it('says busy when no connection comes free', async () => {
  const { database } = await openItems({ poolSize: 1 });
  const gate = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await gate.promise;
    return setItem(tx, 'a', 1);
  });
  await expect(database.transaction((tx) => setItem(tx, 'b', 1))).rejects.toThrow(StoreBusy);
  gate.resolve();
  await first;
  expect(await itemsOf(database)).toBe('a=1 b=0');
});

it('says busy when a statement takes too long', async () => {
  const { database } = await openItems({ poolSize: 1, statementTimeoutMs: 100 });
  await expect(database.transaction((tx) => tx.all('SELECT pg_sleep(60)'))).rejects.toThrow(StoreBusy);
});

it('does not say busy when the server is away', async () => {
  const { database, proxy } = await openItemsByProxy({ poolSize: 1, statementTimeoutMs: 100 });
  proxy.swallow();
  await expect(database.transaction((tx) => setItem(tx, 'a', 1))).rejects.not.toBeInstanceOf(StoreBusy);
});
