// What every process knows of merchants and their keys, although any of them may change it.
import { accountPolicies } from '../../../server/domain/merchant.ts';
import type { Database, Session } from '../../../server/store/database.ts';
import { type Directory, openDirectory } from '../../../server/store/directory.ts';
import { keyPlace } from '../../../server/store/directory-contents.ts';
import {
  addOrLockAccount,
  endMerchantCredential,
  insertMerchantCredential,
  saveAccount,
} from '../../../server/store/sql/merchants.ts';
import { noon } from '../../kit/clock.ts';
import { testDatabase } from '../../kit/database.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const account = { tenantId: 'demo', account: 'naixue', policies: accountPolicies.parse({}) };
const sealed = {
  openId: 'o1',
  tenantId: 'demo',
  account: 'naixue',
  grantCode: 'g1',
  keySealed: 'sealed',
  allowedIps: ['10.0.0.0/8'],
  needsDigest: true,
  activeFromAt: noon,
  activeUntilAt: noon + 9,
};
/** Stands for the seal: the text and whose it is. */
const openSecret = (text: string, place: string) => `${text} of ${place}`;

let dataDir: string;
let database: Database;
let directory: Directory;
beforeEach(async () => {
  dataDir = tempDir();
  database = await testDatabase(dataDir);
  await change((tx) => addOrLockAccount(tx, account, noon));
  await change((tx) => insertMerchantCredential(tx, sealed, noon));
  directory = await openDirectory(database, openSecret);
});

const change = (work: (tx: Session) => Promise<unknown>) => database.transaction(work);

it('knows what was there before', () => {
  const { keySealed: _, ...open } = sealed;
  expect(directory.merchantCredential('o1', noon)).toEqual({
    ...open,
    openKey: `sealed of ${keyPlace('o1')}`,
  });
  expect(directory.merchantAccount('demo', 'naixue')).toEqual(account);
});

it('knows nothing of what is not there', () => {
  expect(directory.merchantCredential('o2', noon)).toBeUndefined();
  expect([directory.merchantAccount('demo', 'x'), directory.merchantAccount('x', 'naixue')]).toEqual([
    undefined,
    undefined,
  ]);
});

it('counts a key from its beginning to its end', () => {
  const known = [-1, 0, 8, 9].map((ms) => directory.merchantCredential('o1', noon + ms) !== undefined);
  expect(known).toEqual([false, true, true, false]);
});

it.each<[string, (tx: Session) => Promise<unknown>]>([
  ['a new account', (tx) => addOrLockAccount(tx, { ...account, account: 'new' }, noon)],
  ['changed policies', (tx) => saveAccount(tx, account, noon)],
  ['a new key', (tx) => insertMerchantCredential(tx, { ...sealed, openId: 'o2' }, noon)],
  ['an ended key', (tx) => endMerchantCredential(tx, 'o1', noon)],
])('is told of %s once', async (_, work) => {
  await change(work);
  expect([await directory.refresh(), await directory.refresh()]).toEqual([true, false]);
});

it('is told nothing when an account is there already', async () => {
  await change((tx) => addOrLockAccount(tx, account, noon));
  expect(await directory.refresh()).toBe(false);
});

it("sees another process's change", async () => {
  const another = await testDatabase(dataDir);
  const policies = { ...account.policies, take: 'gift-first' as const };
  await another.transaction(async (tx) => {
    await saveAccount(tx, { ...account, policies }, noon);
    await endMerchantCredential(tx, 'o1', noon + 5);
  });
  await directory.refresh();
  expect(directory.merchantAccount('demo', 'naixue')?.policies).toEqual(policies);
  expect(directory.merchantCredential('o1', noon + 5)).toBeUndefined();
});
