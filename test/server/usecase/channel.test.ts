// Setting up channels and finding tenants, the way operators do.
import type { Context } from '../../../server/context.ts';
import { type ChannelChange, setChannel } from '../../../server/usecase/channel.ts';
import { channelOf } from '../../../server/usecase/channel-of.ts';
import { findOrCreateTenant, findTenant } from '../../../server/usecase/tenant.ts';
import { testContext } from '../../kit/context.ts';
import { newTenant } from '../../kit/stocks.ts';

let context: Context;
beforeEach(async () => {
  context = await testContext();
});

const checked: string[] = [];
const set = (change: Partial<ChannelChange>, its = context) =>
  setChannel(its.useCases, { tenantId: 'demo', appChannelId: 1, ...change }, (url) => checked.push(url));
const channel = (its = context) => its.directory.channel('demo', 1);

describe('setChannel', () => {
  it('changes what is given and keeps the rest', async () => {
    await set({ callbackBase: 'https://one.example/cb', policies: { review: true } });
    const after = await set({ appId: 'wx2', policies: { invalidStatus: 'skip' } });
    expect(after).toMatchObject({
      appId: 'wx2',
      callbackBase: 'https://one.example/cb',
      policies: { review: true, invalidStatus: 'skip', cutToPrice: 'refuse' },
    });
    expect(channel()).toEqual(after);
    expect(channelOf(context.useCases, { tenantId: 'demo', appChannelId: 1 })).toEqual(after);
  });

  it('builds on what another process has set', async () => {
    const another = await testContext({ dataDir: context.settings.dataDir });
    await set({ policies: { review: true } });
    await set({ appId: 'wx2' }, another);
    expect(channel(another)).toMatchObject({ appId: 'wx2', policies: { review: true } });
    await context.directory.refresh();
    expect(channel()).toEqual(channel(another));
  });

  it('loses no change that is made at the same moment', async () => {
    const another = await testContext({ dataDir: context.settings.dataDir });
    await Promise.all([
      set({ appId: 'wx2' }),
      set({ callbackBase: 'https://one.example' }),
      set({ policies: { review: true } }, another),
      set({ policies: { cutToPrice: 'as-fixed-normal' } }, another),
    ]);
    await context.directory.refresh();
    expect(channel()).toMatchObject({
      appId: 'wx2',
      callbackBase: 'https://one.example',
      policies: { review: true, cutToPrice: 'as-fixed-normal' },
    });
  });

  it('gives a new channel the app_id of all others', async () => {
    expect(await set({ appChannelId: 5 })).toMatchObject({ appId: 'wx1111111111', callbackBase: undefined });
    expect(context.directory.channels().map(({ appChannelId }) => appChannelId)).toEqual([0, 1, 5, 11]);
  });

  it('needs an app_id where the others differ', async () => {
    await set({ appChannelId: 5, appId: 'wx5' });
    await expect(set({ appChannelId: 6 })).rejects.toMatchObject({ key: 'invalid' });
  });

  it('asks whether callbacks may go there before it writes', async () => {
    const change = { tenantId: 'demo', appChannelId: 1, callbackBase: 'http://10.0.0.1' };
    const refuse = (url: string) => {
      throw new RangeError(url);
    };
    await expect(setChannel(context.useCases, change, refuse)).rejects.toThrow('http://10.0.0.1');
    expect(channel()?.callbackBase).toBeUndefined();
  });

  it('wakes deliveries that waited for an address', async () => {
    let woken = 0;
    context.onEvents(() => {
      woken += 1;
    });
    await set({ callbackBase: 'https://one.example' });
    expect(woken).toBe(1);
  });
});

describe('findTenant', () => {
  it('means the only one there is', async () => {
    expect(await findTenant(context.useCases)).toMatchObject({ tenantId: 'demo' });
  });

  it('asks which where there are several', async () => {
    await newTenant(context, 'other');
    await expect(findTenant(context.useCases)).rejects.toThrow('(demo, other)');
    expect(await findTenant(context.useCases, 'other')).toMatchObject({ tenantId: 'other' });
  });

  it('refuses one that is not there', async () => {
    await expect(findTenant(context.useCases, 'nobody')).rejects.toMatchObject({ key: 'notFound' });
  });
});

describe('findOrCreateTenant', () => {
  it('makes the tenant that is named', async () => {
    expect(await findOrCreateTenant(context.useCases, 'new')).toMatchObject({ tenantId: 'new', name: 'new' });
    expect(context.directory.tenant('new')).toMatchObject({ unknownChannels: 'reject' });
  });

  it('makes none where there is one', async () => {
    expect(await findOrCreateTenant(context.useCases)).toMatchObject({ tenantId: 'demo' });
    expect(await findOrCreateTenant(context.useCases, 'demo')).toMatchObject({ name: 'Demo' });
  });
});
