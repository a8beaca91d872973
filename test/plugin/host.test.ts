// The project opens in DevTools as it is, and the demo host opens the plugin the way 出行服务 does.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPhone, type Phone } from './kit/phone.ts';

const root = join(__dirname, '../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const project = read('project.config.json');
const app = read('test/host/app.json');
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

describe('project.config.json', () => {
  it('opens a plugin in TypeScript with its demo host', () => {
    expect(project).toMatchObject({
      compileType: 'plugin',
      pluginRoot: 'plugin/',
      miniprogramRoot: 'test/host/',
    });
    expect(project.setting.useCompilerPlugins).toEqual(['typescript']);
    for (const folder of [project.pluginRoot, project.miniprogramRoot])
      expect(existsSync(join(root, folder))).toBe(true);
  });
});

describe('the demo host', () => {
  it('has all the files of its pages', () => {
    const files = app.pages.flatMap((page: string) =>
      ['ts', 'wxml', 'json'].map((kind) => `${page}.${kind}`),
    );
    expect(files.filter((file: string) => !existsSync(join(root, 'test/host', file)))).toEqual([]);
  });

  it('takes the plugin of this very project', () => {
    expect(app.plugins['chelian-coupon'].provider).toBe(project.appid);
    const tabs = app.tabBar.list.map(({ pagePath }: { pagePath: string }) => pagePath);
    expect(tabs.filter((tab: string) => !app.pages.includes(tab))).toEqual([]);
  });

  it.each(['redirectTo', 'navigateTo', 'reLaunch'] as const)('opens a page by %s, nothing encoded', (way) => {
    const { openPlugin } = require('../host/services/plugin') as typeof import('../host/services/plugin.ts');
    openPlugin('claim', way, { return_url: '/pages/order/order?a=1' });
    expect(phone.wx.went).toEqual([
      `${way} plugin://chelian-coupon/claim?user_code=udxbxd&tel=undefined&orderId=undefined&encrPhone=Ab+/c==&stock_id=test001&return_url=/pages/order/order?a=1`,
    ]);
  });

  it('links only to pages that the plugin has', () => {
    const { pages, publicComponents } = read('plugin/plugin.json');
    expect(Object.keys(pages).sort()).toEqual(['claim', 'coupon', 'coupons']);
    expect(read('test/host/pages/mine/mine.json').usingComponents['coupon-card']).toBe(
      `plugin://chelian-coupon/${Object.keys(publicComponents)[0]}`,
    );
  });
});
