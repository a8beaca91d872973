// A merchant's keys: added, rotated without an interruption, disabled at once; and the accounts that they belong to.
import type { Context } from '../../../server/context.ts';
import { listMerchantCredentials } from '../../../server/store/sql/merchants.ts';
import type { CredentialDeps } from '../../../server/usecase/credential.ts';
import {
  addMerchantCredential,
  disableMerchantCredential,
  rotateMerchantCredential,
  setAccount,
} from '../../../server/usecase/merchant.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';

const till = { tenantId: 'demo', account: 'naixue' };
let context: Context;
let clock: TestClock;
let deps: CredentialDeps;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  deps = { ...context.useCases, seal: context.seal };
});

const add = (wanted = {}) => addMerchantCredential(deps, { ...till, ...wanted });
const known = (openId: string, at = clock.now()) => context.directory.merchantCredential(openId, at);
const stored = () => listMerchantCredentials(context.database.read);
const anotherProcess = () => testContext({ dataDir: context.settings.dataDir, now: clock.now });
const policiesOf = (account: string) => context.directory.merchantAccount('demo', account)?.policies;

describe('addMerchantCredential', () => {
  it('makes up what is not given, and never the same', async () => {
    const [one, two] = [await add(), await add()];
    expect(one).toEqual({
      ...till,
      openId: expect.stringMatching(/^[0-9a-f]{32}$/),
      openKey: expect.stringMatching(/^[A-Za-z]{50}$/),
      grantCode: expect.stringMatching(/^[0-9a-f]{10}$/),
      allowedIps: [],
      needsDigest: false,
      activeFromAt: noon,
      activeUntilAt: undefined,
    });
    const madeUp = [one, two].flatMap(({ openId, openKey, grantCode }) => [openId, openKey, grantCode]);
    expect(new Set(madeUp).size).toBe(6);
  });

  it('keeps all that is given', async () => {
    const given = {
      openId: 'o1',
      openKey: 'k1',
      grantCode: 'g1',
      allowedIps: ['10.0.0.0/8', '::1'],
      needsDigest: true,
    };
    await add(given);
    expect(known('o1')).toEqual({ ...till, ...given, activeFromAt: noon, activeUntilAt: undefined });
  });

  it('is known at once, here and in another process', async () => {
    const another = await anotherProcess();
    const added = await add();
    expect(known(added.openId)).toEqual(added);
    expect(another.directory.merchantCredential(added.openId, noon)).toBeUndefined();
    await another.directory.refresh();
    expect(another.directory.merchantCredential(added.openId, noon)).toEqual(added);
    expect(another.directory.merchantAccount('demo', 'naixue')).toMatchObject(till);
  });

  it('sets up an account that is new', async () => {
    await add();
    expect(policiesOf('naixue')).toEqual({
      take: 'recharge-first',
      booking: 'head-office',
      answers: 'typed',
    });
  });

  it('leaves an account as it was', async () => {
    await setAccount(deps, { ...till, policies: { take: 'gift-first' } });
    await add();
    expect(policiesOf('naixue')).toMatchObject({ take: 'gift-first' });
  });

  it('stores the key sealed', async () => {
    const { openKey } = await add();
    const rows = await context.database.read.all('SELECT * FROM merchant_credential');
    expect(JSON.stringify(rows)).not.toContain(openKey);
  });

  it("opens no key as another open_id's", async () => {
    await add({ openId: 'one' });
    await add({ openId: 'two' });
    await context.database.transaction((tx) =>
      tx.run(
        `UPDATE merchant_credential SET key_sealed = (SELECT key_sealed FROM merchant_credential WHERE open_id = 'one')
         WHERE open_id = 'two'`,
      ),
    );
    await expect(anotherProcess()).rejects.toThrow('does not belong to merchant:key:two');
  });

  it('refuses an open_id that somebody has', async () => {
    const { openKey } = await add({ openId: 'one' });
    const taking = addMerchantCredential(deps, { tenantId: 'other', account: 'new', openId: 'one' });
    await expect(taking).rejects.toMatchObject({ key: 'exists', message: 'open_id one exists already' });
    expect(known('one')).toMatchObject({ ...till, openKey });
    expect(context.directory.merchantAccount('other', 'new')).toBeUndefined();
  });
});

describe('rotateMerchantCredential', () => {
  it('keeps both good until the overlap is over', async () => {
    await add({ openId: 'old' });
    const added = await rotateMerchantCredential(deps, 'old', 1000);
    const goodAt = (ms: number) =>
      ['old', added.openId].map((openId) => known(openId, noon + ms) !== undefined);
    expect([goodAt(0), goodAt(999), goodAt(1000)]).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
  });

  it('changes all names and keeps the restrictions', async () => {
    const old = await add({ allowedIps: ['10.0.0.1'], needsDigest: true });
    const added = await rotateMerchantCredential(deps, old.openId, 0);
    expect(added).toMatchObject({ ...till, allowedIps: ['10.0.0.1'], needsDigest: true });
    for (const name of ['openId', 'openKey', 'grantCode'] as const) expect(added[name]).not.toBe(old[name]);
  });

  it('is seen by another process', async () => {
    await add({ openId: 'old' });
    const another = await anotherProcess();
    const added = await rotateMerchantCredential(deps, 'old', 1000);
    await another.directory.refresh();
    expect(another.directory.merchantCredential('old', noon + 1000)).toBeUndefined();
    expect(another.directory.merchantCredential(added.openId, noon)).toEqual(added);
  });

  it('ends no later when it is rotated again', async () => {
    await add({ openId: 'old' });
    await rotateMerchantCredential(deps, 'old', 1000);
    await rotateMerchantCredential(deps, 'old', 9000);
    expect([known('old', noon + 999), known('old', noon + 1000)]).toMatchObject([{}, undefined]);
  });

  it.each([
    ['unknown', 'nobody', 'notFound'],
    ['ended', 'old', 'stateForbids'],
  ])('refuses a key that is %s', async (_, openId, key) => {
    await add({ openId: 'old' });
    await disableMerchantCredential(deps, 'old');
    const before = await stored();
    await expect(rotateMerchantCredential(deps, openId, 1000)).rejects.toMatchObject({ key });
    expect(await stored()).toEqual(before);
  });
});

describe('disableMerchantCredential', () => {
  it('ends the key at once, in every process', async () => {
    await add({ openId: 'old' });
    const another = await anotherProcess();
    await disableMerchantCredential(deps, 'old');
    await another.directory.refresh();
    expect([known('old'), another.directory.merchantCredential('old', noon)]).toEqual([undefined, undefined]);
  });

  it('cuts an overlap short', async () => {
    await add({ openId: 'old' });
    await rotateMerchantCredential(deps, 'old', 1000);
    await disableMerchantCredential(deps, 'old');
    expect(known('old')).toBeUndefined();
    await expect(disableMerchantCredential(deps, 'old')).rejects.toMatchObject({ key: 'stateForbids' });
  });

  it('leaves the other keys of the account alone', async () => {
    await add({ openId: 'one' });
    await add({ openId: 'two' });
    await disableMerchantCredential(deps, 'one');
    expect(known('two')).toMatchObject(till);
  });
});

describe('setAccount', () => {
  it('keeps what a change leaves out', async () => {
    await setAccount(deps, { ...till, policies: { take: 'proportional', booking: 'store' } });
    const changed = await setAccount(deps, { ...till, policies: { booking: 'gift-at-store' } });
    expect(changed.policies).toEqual({ take: 'proportional', booking: 'gift-at-store', answers: 'typed' });
    expect(policiesOf('naixue')).toEqual(changed.policies);
  });

  it('is seen by another process', async () => {
    await setAccount(deps, { ...till, policies: {} });
    const another = await anotherProcess();
    await setAccount(deps, { ...till, policies: { answers: 'samples' } });
    await another.directory.refresh();
    expect(another.directory.merchantAccount('demo', 'naixue')?.policies.answers).toBe('samples');
  });

  it('loses neither of two first changes', async () => {
    const another = await anotherProcess();
    await Promise.all([
      setAccount(deps, { ...till, policies: { take: 'gift-first' } }),
      setAccount(another.useCases, { ...till, policies: { answers: 'samples' } }),
    ]);
    await context.directory.refresh();
    expect(policiesOf('naixue')).toMatchObject({ take: 'gift-first', answers: 'samples' });
  });

  it("leaves another tenant's account of that name alone", async () => {
    await setAccount(deps, { ...till, policies: { take: 'gift-first' } });
    await setAccount(deps, { ...till, tenantId: 'other', policies: {} });
    expect(policiesOf('naixue')).toMatchObject({ take: 'gift-first' });
  });
});
