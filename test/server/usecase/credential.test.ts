// Keys: added, rotated without an interruption, disabled at once.
import type { Context } from '../../../server/context.ts';
import { sampleCredential } from '../../../server/demo/sample.ts';
import {
  addCredential,
  type CredentialDeps,
  disableCredential,
  rotateCredential,
} from '../../../server/usecase/credential.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';

const old = sampleCredential.apiKey;
let context: Context;
let clock: TestClock;
let deps: CredentialDeps;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  deps = { ...context.useCases, seal: context.seal };
});

const known = (apiKey: string, at = clock.now()) => context.directory.credential(apiKey, at);

describe('addCredential', () => {
  it('makes up what is not given, and never the same', async () => {
    const [one, two] = [
      await addCredential(deps, { tenantId: 'demo' }),
      await addCredential(deps, { tenantId: 'demo' }),
    ];
    expect(one).toMatchObject({
      apiKey: expect.stringMatching(/^[0-9A-F]{30}$/),
      scheme: 'md5-suffix',
      activeFromAt: noon,
    });
    expect(one.secret).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set([one.apiKey, two.apiKey, one.secret, two.secret]).size).toBe(4);
  });

  it('is known at once, here and in another process', async () => {
    const { apiKey, secret } = await addCredential(deps, { tenantId: 'demo' });
    const another = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    expect(known(apiKey)).toMatchObject({ secret });
    expect(another.directory.credential(apiKey, noon)).toMatchObject({ secret });
  });

  it('stores the secret sealed', async () => {
    const { secret } = await addCredential(deps, { tenantId: 'demo' });
    const rows = await context.database.read.all('SELECT * FROM credential');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('refuses a key that somebody has', async () => {
    await expect(addCredential(deps, { tenantId: 'other', apiKey: old })).rejects.toMatchObject({
      key: 'exists',
    });
    expect(known(old)).toMatchObject({ tenantId: 'demo', secret: sampleCredential.secret });
  });
});

describe('rotateCredential', () => {
  it('keeps both good until the overlap is over', async () => {
    const added = await rotateCredential(deps, old, 1000, { secret: 'new secret' });
    const goodAt = (ms: number) =>
      [old, added.apiKey].map((apiKey) => known(apiKey, noon + ms) !== undefined);
    expect([goodAt(0), goodAt(999), goodAt(1000)]).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
    expect(added).toMatchObject({ tenantId: 'demo', secret: 'new secret' });
  });

  it('signs with the new one from then on', async () => {
    clock.advance(1);
    const added = await rotateCredential(deps, old, 1000);
    expect(context.directory.signingCredential('demo', clock.now())?.apiKey).toBe(added.apiKey);
  });

  it('keeps the scheme unless another is given', async () => {
    const scheme = 'hmac-sha256-suffix' as const;
    const special = await addCredential(deps, { tenantId: 'demo', scheme });
    expect(await rotateCredential(deps, special.apiKey, 0)).toMatchObject({ scheme });
    const again = await addCredential(deps, { tenantId: 'demo', scheme });
    expect(await rotateCredential(deps, again.apiKey, 0, { scheme: undefined })).toMatchObject({ scheme });
    expect(await rotateCredential(deps, old, 0, { scheme })).toMatchObject({ scheme });
  });

  it('ends no later when it is rotated again', async () => {
    await rotateCredential(deps, old, 1000);
    await rotateCredential(deps, old, 9000);
    expect([known(old, noon + 999), known(old, noon + 1000)]).toMatchObject([{}, undefined]);
  });

  it.each([
    ['unknown', 'nobody', 'notFound'],
    ['ended', old, 'stateForbids'],
  ])('refuses a key that is %s', async (_, apiKey, key) => {
    await disableCredential(deps, old);
    const before = await context.database.read.all('SELECT api_key FROM credential');
    await expect(rotateCredential(deps, apiKey, 1000)).rejects.toMatchObject({ key });
    expect(await context.database.read.all('SELECT api_key FROM credential')).toEqual(before);
  });
});

describe('disableCredential', () => {
  it('ends the key at once, in every process', async () => {
    const another = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    await disableCredential(deps, old);
    await another.directory.refresh();
    expect([known(old), another.directory.credential(old, noon)]).toEqual([undefined, undefined]);
  });

  it('cuts an overlap short', async () => {
    await rotateCredential(deps, old, 1000);
    await disableCredential(deps, old);
    expect(known(old)).toBeUndefined();
    await expect(disableCredential(deps, old)).rejects.toMatchObject({ key: 'stateForbids' });
  });
});
