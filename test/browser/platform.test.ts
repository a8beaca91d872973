// The phone of the harness refuses what WeChat refuses, in WeChat's words: a page that relies on more would fail here, too.
import { refusing } from './harness/phone/wx/refusing.ts';
import { newPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

describe('the stack of pages', () => {
  const world = sharedWorld();

  it('takes no tab page on top of others', async () => {
    const phone = await newPhone(world());
    expect(await phone.openUrl('/pages/mine/mine')).toMatch(/fail can not navigateTo a tabbar page/);
    expect(await phone.openUrl('/pages/mine/mine', 'redirectTo')).toMatch(
      /fail can not redirectTo a tabbar page/,
    );
    expect(await phone.openUrl('/pages/order/order', 'switchTab')).toMatch(
      /fail can not switch to no-tabBar page/,
    );
  });

  it('knows no pages but those that are declared', async () => {
    const phone = await newPhone(world());
    for (const url of [
      '/pages/nowhere',
      'plugin://other/claim',
      'plugin-private://wx0000000000000000/pages/claim/claim',
    ])
      expect(await phone.openUrl(url)).toMatch(/fail page ".*" is not found/);
  });

  it('is ten pages deep at most', async () => {
    const phone = await newPhone(world());
    for (let depth = 1; depth < 10; depth += 1)
      expect(await phone.openUrl('/pages/order/order')).toBe('navigateTo:ok');
    expect(await phone.openUrl('/pages/order/order')).toMatch(/fail webview count limit exceed/);
  });

  it('has no way back from its first page', async () => {
    const phone = await newPhone(world());
    expect(await phone.remote('back()')).toMatch(/fail cannot navigate back at first page/);
  });
});

describe('wx', () => {
  const api = { request: () => 'sent', onThemeChange: () => 'listening' };

  it('lets a plugin call what WeChat lets it call', () => {
    expect((refusing(api, ['request']) as typeof api).request()).toBe('sent');
  });

  it('refuses a plugin what only hosts may call', () => {
    expect(() => (refusing(api, ['request']) as typeof api).onThemeChange()).toThrow(
      /does not let plugins use it/,
    );
    expect((refusing(api, undefined) as typeof api).onThemeChange()).toBe('listening');
  });

  it('says so where the harness has nothing to play', () => {
    const wx = refusing(api, ['request', 'scanCode']) as typeof api & { scanCode(): void };
    expect(() => wx.scanCode()).toThrow(/not played by the harness/);
  });
});
