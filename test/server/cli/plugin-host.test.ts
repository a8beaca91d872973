// The mini-programs that may open the plugin, as an operator sets them.
import { type CliKit, createCliKit, setUp } from './kit.ts';

const appId = 'wx65cc950f42e8fff1';
const otherApp = 'wx2222222222222222';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

const set = (...options: string[]) => ['plugin', 'host', 'set', appId, '--channel', '1', ...options];
const list = (...options: string[]) => kit.json('plugin', 'host', 'list', ...options);
const bare = {
  ...{ app_id: appId, tenant_id: 'default', app_channel_id: 1 },
  ...{ pages: [], tabs: [], apps: [] },
};

it('sets up a host with all that it allows', async () => {
  const whole = set(
    ...['--page', '/launch/launch', '--page', '/pages/order', '--tab', '/pages/mine/mine'],
    ...['--app', `${otherApp}:/pages/ride`, '--app', `${otherApp}:/pages/taxi`, '--home', '/launch/launch'],
  );
  const added = await kit.json(...whole);
  expect(added).toEqual({
    ...bare,
    pages: ['/launch/launch', '/pages/order'],
    tabs: ['/pages/mine/mine'],
    apps: [{ app_id: otherApp, pages: ['/pages/ride', '/pages/taxi'] }],
    home: '/launch/launch',
  });
  expect(await list()).toEqual([added]);
});

it('keeps nothing of what was allowed before', async () => {
  await kit.json(...set('--page', '/pages/order', '--home', '/launch/launch'));
  expect(await kit.json(...set('--tab', '/pages/mine/mine'))).toEqual({
    ...bare,
    tabs: ['/pages/mine/mine'],
  });
  expect(await list()).toEqual([{ ...bare, tabs: ['/pages/mine/mine'] }]);
});

it('takes an AppId in capitals for the same', async () => {
  await kit.json(...set());
  await kit.json('plugin', 'host', 'set', appId.toUpperCase(), '--channel', '1', '--home', '/a');
  expect(await list()).toEqual([{ ...bare, home: '/a' }]);
});

it('shows hosts to people', async () => {
  expect((await kit.run('plugin', 'host', 'list')).stdout).toContain('"plugin host set"');
  const { stdout: one } = await kit.run(...set('--page', '/pages/order'));
  expect(one).toMatch(/^host +wx65cc950f42e8fff1\nchannel +1\npages +\/pages\/order\nhome +\(none: back /);
  await kit.json(...set('--page', '/a', '--app', `${otherApp}:/b`, '--home', '/h'));
  const { stdout } = await kit.run('plugin', 'host', 'list');
  expect(stdout.split('\n')[1]).toMatch(new RegExp(`^${appId} +1 +/h +/a, ${otherApp}:/b$`));
});

it("leaves another tenant's hosts alone", async () => {
  await kit.json('channel', 'set', '1', '--app-id', 'wx1', '--tenant', 'other');
  await kit.json(...set('--tenant', 'default'));
  expect(await list('--tenant', 'other')).toEqual([]);
  const ran = await kit.run(...set('--tenant', 'other'));
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining("another tenant's") });
  expect(await list('--tenant', 'default')).toEqual([bare]);
});

it.each([
  ['no AppId', ['plugin', 'host', 'set', '--channel', '1'], "missing required argument 'app_id'"],
  ['a wrong AppId', ['plugin', 'host', 'set', 'evil', '--channel', '1'], 'must be an AppId'],
  ['no channel', ['plugin', 'host', 'set', appId], "'--channel <app_channel_id>' not specified"],
  ['a channel that is not set up', set('--channel', '7'), 'channel 7 is not set up'],
  ['a page that is no path', set('--page', 'pages/order'), 'must begin with /'],
  ['a page with a query', set('--page', '/pages/order?x=1'), 'must begin with /'],
  ['a tab that is an address', set('--tab', 'https://evil.example'), 'must begin with /'],
  ['a home of 257 characters', set('--home', `/${'a'.repeat(256)}`), '256 characters at most'],
  ['an app without a page', set('--app', otherApp), 'look like'],
  ['an app that is none', set('--app', 'evil:/pages/ride'), 'must be an AppId'],
  ['an app with a wrong page', set('--app', `${otherApp}:ride`), 'must begin with /'],
  ['51 pages', set(...Array.from({ length: 51 }, (_, n) => ['--page', `/p${n}`]).flat()), '50'],
])('refuses %s', async (_, call, says) => {
  const ran = await kit.run(...call);
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  expect(await list()).toEqual([]);
});
