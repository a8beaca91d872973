// The master key is changed: what the old one sealed is sealed anew, and opens without the old one.
import type { Context } from '../../../server/context.ts';
import { tokenPlace } from '../../../server/domain/wechat-token.ts';
import { countSealed } from '../../../server/store/sql/sealed-values.ts';
import { addCredential } from '../../../server/usecase/credential.ts';
import { type ResealDeps, resealAll } from '../../../server/usecase/reseal.ts';
import { aClaim } from '../../kit/builders.ts';
import { testContext } from '../../kit/context.ts';
import { newMerchant } from '../../kit/merchant.ts';
import { tempDir } from '../../kit/temp-dir.ts';

const [keyA, keyB] = ['a'.repeat(64), 'b'.repeat(64)];
const users = ['u1', 'u2', 'u3', 'u4', 'u5'];
const phoneOf = (user: string) => `1391111000${user.slice(1)}`;

let dataDir: string;
const withKeys = (current: string, ...older: string[]) =>
  testContext({ dataDir, env: { MASTER_KEY: current, MASTER_KEYS_OLD: older.join() } });
const resealing = (context: Context): ResealDeps => ({ ...context.useCases, ...context });

let merchantKey: string;
beforeEach(async () => {
  dataDir = tempDir();
  const context = await withKeys(keyA);
  const { useCases, seal, phones, claims, database } = context;
  for (const userCode of users) {
    const phone = phones.store(phoneOf(userCode), { tenantId: 'demo', userCode });
    await claims.claim(aClaim({ userCode, requestId: userCode, phone }));
  }
  await addCredential({ ...useCases, seal }, { tenantId: 'demo', apiKey: 'K1', secret: 'of K1' });
  merchantKey = (await newMerchant(context, { openId: 'o1' })).openKey;
  const token = seal.seal('a token', tokenPlace('wx1'));
  await database.transaction((tx) =>
    tx.run(
      'INSERT INTO wechat_token (app_id, token_sealed, expires_at, refreshed_at, forced_at, lease_until_at) VALUES (?, ?, 1, 1, 1, 1)',
      ['wx1', token],
    ),
  );
  await context.close();
});

async function expectAllOpens(context: Context): Promise<void> {
  const { directory, database, phones, seal, useCases } = context;
  expect(directory.credential('K1', useCases.now())?.secret).toBe('of K1');
  expect(directory.merchantCredential('o1', useCases.now())?.openKey).toBe(merchantKey);
  const [token] = await database.read.all<{ token_sealed: string }>('SELECT token_sealed FROM wechat_token');
  expect(seal.open(token?.token_sealed ?? '', tokenPlace('wx1'))).toBe('a token');
  const coupons = await database.read.all<{ user_code: string; phone_sealed: string; phone_hash: string }>(
    'SELECT user_code, phone_sealed, phone_hash FROM coupon ORDER BY user_code',
  );
  expect(coupons.map((one) => one.user_code)).toEqual(users);
  for (const { user_code: userCode, phone_sealed: sealed, phone_hash: hash } of coupons) {
    const owner = { tenantId: 'demo', userCode };
    expect(phones.open(sealed, owner)).toBe(phoneOf(userCode));
    expect(phones.store(phoneOf(userCode), owner).hash).toBe(hash);
  }
}

const howMany = async ({ database }: Context) =>
  [...(await countSealed(database.read)).values()].reduce((sum, count) => sum + count);

it('seals everything anew, in batches', async () => {
  const both = await withKeys(keyB, keyA);
  const counted = await howMany(both);
  const done = await resealAll(resealing(both), { batch: 2 });
  expect(done).toEqual({ resealed: counted, unopened: [] });
  expect(await countSealed(both.database.read)).toEqual(new Map([[both.seal.keyId, counted]]));
  await expectAllOpens(both);
  await expectAllOpens(await withKeys(keyB));
});

it('does nothing where nothing is to be done', async () => {
  const both = await withKeys(keyB, keyA);
  await resealAll(resealing(both));
  expect(await resealAll(resealing(both))).toEqual({ resealed: 0, unopened: [] });
});

it('goes on where it was interrupted', async () => {
  const both = await withKeys(keyB, keyA);
  let transactions = 0;
  const { database } = both;
  const failing: typeof database = {
    ...database,
    transaction(work, options) {
      transactions += 1;
      if (transactions > 2) return Promise.reject(new Error('killed'));
      return database.transaction(work, options);
    },
  };
  await expect(resealAll({ ...resealing(both), database: failing }, { batch: 2 })).rejects.toThrow('killed');
  const done = await resealAll(resealing(both), { batch: 2 });
  expect(done).toEqual({ resealed: users.length - 2, unopened: [] });
  await expectAllOpens(await withKeys(keyB));
});

const lost = 'v1.00000000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

it('names the phones that no key opens, and leaves them', async () => {
  const both = await withKeys(keyB, keyA);
  await both.database.transaction((tx) =>
    tx.run('UPDATE coupon SET phone_sealed = ? WHERE user_code = ?', [lost, 'u3']),
  );
  const { unopened } = await resealAll(resealing(both), { batch: 2 });
  expect(unopened).toEqual([expect.stringMatching(/^coupon \d+$/)]);
  expect((await countSealed(both.database.read)).get('00000000')).toBe(1);
});

it('says nothing of a token that no key opens', async () => {
  const both = await withKeys(keyB, keyA);
  await both.database.transaction((tx) => tx.run('UPDATE wechat_token SET token_sealed = ?', [lost]));
  expect(await resealAll(resealing(both))).toEqual({ resealed: (await howMany(both)) - 1, unopened: [] });
});

it('changes nothing while no key opens a credential', async () => {
  const both = await withKeys(keyB, keyA);
  await both.database.transaction((tx) =>
    tx.run('UPDATE credential SET secret_sealed = ? WHERE api_key = ?', [lost, 'K1']),
  );
  const before = await countSealed(both.database.read);
  await expect(resealAll(resealing(both))).rejects.toThrow('No master key with the id 00000000 is known');
  expect(await countSealed(both.database.read)).toEqual(before);
});
