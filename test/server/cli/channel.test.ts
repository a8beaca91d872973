// Channels as an operator sets them.
import { type CliKit, createCliKit } from './kit.ts';

let kit: CliKit;
beforeEach(() => {
  kit = createCliKit();
});
afterEach(() => kit.remove());

const setNew = ['channel', 'set', '11', '--app-id', 'wx11'];

it('sets up the first channel and its tenant', async () => {
  const channel = await kit.json(
    ...setNew,
    '--callback-base',
    'https://sp.example.com/base',
    '--review',
    'on',
  );
  expect(channel).toMatchObject({
    tenant_id: 'default',
    app_channel_id: 11,
    app_id: 'wx11',
    callback_base: 'https://sp.example.com/base',
    review: true,
    invalid_status: 'map-4-to-3',
    cut_to_price: 'refuse',
  });
  expect(await kit.json('channel', 'list')).toEqual([channel]);
});

it('keeps what a change leaves out', async () => {
  await kit.json(
    ...setNew,
    '--review',
    'on',
    '--code',
    'stockNotFound=41',
    '--callback-path',
    'stock.rsync=/a',
  );
  const changed = await kit.json(
    'channel',
    'set',
    '11',
    '--invalid-status',
    'skip',
    '--cut-to-price',
    'as-fixed-normal',
    '--code',
    'stockOver=42',
    '--code',
    'userLimitReached=43',
    '--callback-path',
    'coupon.rsync=/b',
  );
  expect(changed).toMatchObject({
    app_id: 'wx11',
    review: true,
    invalid_status: 'skip',
    cut_to_price: 'as-fixed-normal',
    codes: { stockNotFound: 41, stockOver: 42, userLimitReached: 43 },
    callback_paths: { 'stock.rsync': '/a', 'coupon.rsync': '/b' },
  });
});

it('refuses a private callback address in production', async () => {
  const env = { NODE_ENV: 'production', MASTER_KEY: 'a'.repeat(64) };
  const ran = await kit.runWith({ env }, ...setNew, '--callback-base', 'https://10.0.0.1/');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('10.0.0.1');
  expect((await kit.runWith({ env }, 'channel', 'list')).stderr).toContain('nothing is set up yet');
});

it('asks for the tenant when there are several', async () => {
  await kit.json(...setNew);
  await kit.json(...setNew, '--tenant', 'other');
  const ran = await kit.run('channel', 'list');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('default, other');
  expect(await kit.json('channel', 'list', '--tenant', 'other')).toMatchObject([{ tenant_id: 'other' }]);
});

it('shows channels to people in columns', async () => {
  await kit.json(...setNew);
  const { stdout } = await kit.run('channel', 'list');
  expect(stdout.split('\n')[1]).toMatch(/^11 +wx11 +\(nowhere yet\) +off +map-4-to-3 +refuse$/);
});
