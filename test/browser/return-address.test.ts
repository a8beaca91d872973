// The way home: every kind of return address leads to where the operator allows, and nothing else leads anywhere but home.
import { sampleHostAppId } from '../../server/demo/sample.ts';
import { setPluginHost } from '../../server/usecase/plugin-host.ts';
import { newPhone, type TestPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();
const rideApp = 'wx65cc950f42e8fff1';

beforeAll(async () => {
  const { useCases } = world().server.context;
  const host = useCases.directory.pluginHost(sampleHostAppId);
  if (host === undefined) throw new Error('the demo has no host');
  const apps = [{ appId: rideApp, pages: ['/pages/ride'] }];
  await setPluginHost(useCases, { ...host, returnRules: { ...host.returnRules, apps } });
});

/** Taps the way home. @returns the navigations that follow, once the last of them is `last` */
async function wayHome(phone: TestPhone, returnUrl: string, last: string): Promise<readonly string[]> {
  await phone.open('claim', { stock_id: 'test001', return_url: returnUrl });
  await phone.text('代驾代金券').waitFor();
  const { length } = (await phone.state()).went;
  await phone.tap('返回出行服务');
  await phone.until(`phone.state().went.at(-1) === ${JSON.stringify(last)}`);
  return (await phone.state()).went.slice(length);
}

describe('a return address that is allowed', () => {
  it.each([
    ['a page', '/pages/order/order', 'redirectTo /pages/order/order?coupon_result=none'],
    [
      'an encoded page',
      '%2Fpages%2Forder%2Forder%3Fid%3D7',
      'redirectTo /pages/order/order?id=7&coupon_result=none',
    ],
    ['a tab', '/pages/mine/mine', 'switchTab /pages/mine/mine'],
    [
      'another mini-program',
      `${rideApp}:/pages/ride/now?from=car`,
      `navigateToMiniProgram ${rideApp} /pages/ride/now?from=car&coupon_result=none`,
    ],
  ])('leads to %s by one call', async (_kind, returnUrl, call) => {
    const phone = await newPhone(world());
    expect(await wayHome(phone, returnUrl, call)).toEqual([call]);
  });

  it('leads through the universal entry of the host', async () => {
    const phone = await newPhone(world());
    await wayHome(phone, '/launch/launch?target=mine', 'switchTab /pages/mine/mine');
    expect(await phone.pagesUp('host:pages/mine/mine')).toHaveLength(1);
  });

  it('to another mini-program takes no for an answer', async () => {
    const phone = await newPhone(world());
    await phone.remote('allowOtherApps(false)');
    const call = `navigateToMiniProgram ${rideApp} /pages/ride?coupon_result=none`;
    expect(await wayHome(phone, `${rideApp}:/pages/ride`, call)).toEqual([call]);
    await phone.button('返回出行服务').waitFor();
    expect(await phone.top()).toMatch(/^plugin:/);
  });
});

describe('a hostile return address', () => {
  it.each([
    ['another protocol', 'https://evil.example/pages/order/order'],
    ['no protocol', '//evil.example/pages/order'],
    ['the same, encoded', '%2f%2fevil.example%2fpages%2forder'],
    ['the same, encoded twice', '%252f%252fevil.example'],
    ['a page of another plugin', 'plugin://evil/page'],
    ['a private page of a plugin', 'plugin-private://wx0000000000000000/pages/claim/claim'],
    ['a way up', '/pages/order/../../launch/launch?target=mine'],
    ['a line break', '/pages/order/order%0d%0aX: y'],
    ['more than fits', `/pages/order/${'a'.repeat(600)}`],
    ['a script', 'javascript:alert(1)'],
    ['a page that is not allowed', '/pages/secret/secret'],
    ['an app that is not allowed', 'wx9999999999999999:/pages/ride'],
  ])('ends at home: %s', async (_kind, returnUrl) => {
    const phone = await newPhone(world());
    const home = ['redirectTo /launch/launch?coupon_result=none', 'switchTab /pages/index/index'];
    expect(await wayHome(phone, returnUrl, 'switchTab /pages/index/index')).toEqual(home);
  });
});
