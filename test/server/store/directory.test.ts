// What every process knows of tenants, channels and keys, although any of them may change it.

import { type ChannelPolicies, type Credential, channelPolicies } from '../../../server/domain/tenant.ts';
import type { Database, Session, SqlValue } from '../../../server/store/database.ts';
import { type Directory, openDirectory } from '../../../server/store/directory.ts';
import { secretPlace } from '../../../server/store/directory-contents.ts';
import {
  endCredential,
  insertCredential,
  saveChannel,
  saveTenant,
} from '../../../server/store/sql/tenants.ts';
import { noon } from '../../kit/clock.ts';
import { testDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const policies = channelPolicies.parse({}) as ChannelPolicies;
const channel = { tenantId: 'demo', appChannelId: 1, appId: 'wx1', callbackBase: undefined, policies };
/** Stands for the seal: the text and whose it is. */
const openSecret = (sealed: string, place: string) => `${sealed} of ${place}`;

interface NewKey extends Partial<Omit<Credential, 'secret'>> {
  readonly apiKey: string;
}

const addKey = (database: Database, key: NewKey) =>
  database.transaction((tx) =>
    insertCredential(
      tx,
      {
        tenantId: 'demo',
        secretSealed: 'sealed',
        scheme: 'md5-suffix',
        activeFromAt: noon,
        activeUntilAt: undefined,
        ...key,
      },
      noon,
    ),
  );
const setAppId = (database: Database, appId: string) =>
  database.transaction((tx) => saveChannel(tx, { ...channel, appId }, noon));

/** A session in which something happens after each query has read its rows. */
const andThen = (session: Session, then: (sql: string) => Promise<void>): Session => ({
  ...session,
  async all<Row>(sql: string, values?: readonly SqlValue[]) {
    const rows = await session.all<Row>(sql, values);
    await then(sql);
    return rows;
  },
});

let dataDir: string;
let database: Database;
let directory: Directory;
beforeEach(async () => {
  dataDir = tempDir();
  database = await testDatabase(dataDir);
  await database.transaction((tx) =>
    saveTenant(tx, { tenantId: 'demo', name: 'D', unknownChannels: 'accept' }, noon),
  );
  await setAppId(database, 'wx1');
  await addKey(database, { apiKey: 'k1' });
  directory = await openDirectory(database, openSecret);
});

describe('openDirectory', () => {
  it('knows what was there before', () => {
    expect(directory.tenant('demo')).toEqual({ tenantId: 'demo', name: 'D', unknownChannels: 'accept' });
    expect(directory.channel('demo', 1)).toEqual(channel);
    expect(directory.channels()).toEqual([channel]);
    expect(directory.credential('k1', noon)).toMatchObject({
      apiKey: 'k1',
      secret: `sealed of ${secretPlace('k1')}`,
    });
  });

  it('knows nothing of what is not there', () => {
    expect([directory.tenant('x'), directory.channel('demo', 2), directory.channel('x', 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(directory.credential('x', noon)).toBeUndefined();
  });
});

describe('refresh', () => {
  it("sees another process's change, and says so once", async () => {
    const another = await testDatabase(dataDir);
    await setAppId(another, 'wx2');
    expect(directory.channel('demo', 1)?.appId).toBe('wx1');
    expect([await directory.refresh(), await directory.refresh()]).toEqual([true, false]);
    expect(directory.channel('demo', 1)?.appId).toBe('wx2');
  });

  it('sees every kind of change', async () => {
    await database.transaction((tx) => endCredential(tx, 'k1', noon));
    expect(await directory.refresh()).toBe(true);
    await addKey(database, { apiKey: 'k2' });
    expect(await directory.refresh()).toBe(true);
    await database.transaction((tx) =>
      saveTenant(tx, { tenantId: 'demo', name: 'E', unknownChannels: 'reject' }, noon),
    );
    expect(await directory.refresh()).toBe(true);
    expect(directory.credential('k1', noon)).toBeUndefined();
    expect(directory.credential('k2', noon)).toBeDefined();
    expect(directory.tenant('demo')?.name).toBe('E');
  });

  it('tells all who ask at once of a change', async () => {
    const its = await openDirectory(database, openSecret);
    await addKey(database, { apiKey: 'k3' });
    expect(await Promise.all([1, 2, 3].map(() => its.refresh()))).toEqual([true, true, true]);
    expect(await its.refresh()).toBe(false);
  });

  it('misses no change that comes while it reads', async () => {
    const late = {
      ...database,
      read: andThen(database.read, async (sql) => {
        if (sql.includes('FROM channel')) await setAppId(database, 'wx2');
      }),
    };
    const its = await openDirectory(late, openSecret);
    expect(its.channel('demo', 1)?.appId).toBe('wx1');
    await its.refresh();
    expect(its.channel('demo', 1)?.appId).toBe('wx2');
  });

  it('knows all that was committed before it was called', async () => {
    let gate = Promise.resolve();
    const slow = { ...database, read: andThen(database.read, () => gate) };
    const its = await openDirectory(slow, openSecret);
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    // Begun before the change, and has read the version already.
    const first = its.refresh();
    await setAppId(database, 'wx2');
    const second = its.refresh();
    resolve();
    await Promise.all([first, second]);
    expect(its.channel('demo', 1)?.appId).toBe('wx2');
  });

  it('never goes back to what an earlier call has read', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const gates = [Promise.resolve(), promise];
    const slow = andThen(database.read, async (sql) => {
      if (sql.includes('FROM channel')) await gates.shift();
    });
    const its = await openDirectory({ ...database, read: slow }, openSecret);
    await setAppId(database, 'wx2');
    const first = its.refresh();
    // Until it has read wx2 and waits at the gate.
    while (gates.length > 0) await new Promise(setImmediate);
    await setAppId(database, 'wx3');
    const second = its.refresh();
    for (let turns = 0; turns < 10; turns += 1) await new Promise(setImmediate);
    resolve();
    await Promise.all([first, second]);
    expect(its.channel('demo', 1)?.appId).toBe('wx3');
  });

  it('goes on after one that failed', async () => {
    let failure: Error | undefined;
    const failing = {
      ...database,
      read: andThen(database.read, async () => {
        if (failure !== undefined) throw failure;
      }),
    };
    const its = await openDirectory(failing, openSecret);
    await setAppId(database, 'wx2');
    failure = new Error('not now');
    await expect(its.refresh()).rejects.toThrow('not now');
    expect(its.channel('demo', 1)?.appId).toBe('wx1');
    failure = undefined;
    expect(await its.refresh()).toBe(true);
    expect(its.channel('demo', 1)?.appId).toBe('wx2');
  });
});

describe('credentials', () => {
  it('count from their beginning to their end', async () => {
    await addKey(database, { apiKey: 'k2', activeFromAt: noon + 5, activeUntilAt: noon + 9 });
    await directory.refresh();
    const known = [4, 5, 8, 9].map((ms) => directory.credential('k2', noon + ms) !== undefined);
    expect(known).toEqual([false, true, true, false]);
  });

  it("sign with the tenant's newest that is active", async () => {
    await addKey(database, { apiKey: 'k0', activeFromAt: noon - 9 });
    await addKey(database, { apiKey: 'a2', activeFromAt: noon + 5, activeUntilAt: noon + 9 });
    await addKey(database, { apiKey: 'theirs', tenantId: 'other', activeFromAt: noon + 1 });
    await directory.refresh();
    const signing = [0, 5, 9].map((ms) => directory.signingCredential('demo', noon + ms)?.apiKey);
    expect(signing).toEqual(['k1', 'a2', 'k1']);
    expect(directory.signingCredential('nobody', noon)).toBeUndefined();
  });

  it('end no later when ended again', async () => {
    await database.transaction((tx) => endCredential(tx, 'k1', noon + 5));
    await database.transaction((tx) => endCredential(tx, 'k1', noon + 50));
    await directory.refresh();
    expect(directory.credential('k1', noon + 5)).toBeUndefined();
  });
});
