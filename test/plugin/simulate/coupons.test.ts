/**
 * The wallet, under miniprogram-simulate: its tabs, its pages, and the coupon that is tapped.
 * @jest-environment jsdom
 */
import type { PluginAnswerOf } from '../../../shared/plugin/interfaces.ts';
import { aCoupon } from '../kit/builders.ts';
import { newPhone, type Phone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

type Answer = PluginAnswerOf<'coupons'>;
const pageOf = (coupons: Answer['coupons'], its: Partial<Answer> = {}): Answer => ({
  counts: { available: 3, used: 1, ended: 2 },
  coupons,
  ...its,
});
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

async function open() {
  const page = simulate('pages/coupons/coupons');
  await page.call('onLoad', { user_code: 'udxbxd' });
  await page.call('onShow');
  return page;
}

describe('the wallet, simulated', () => {
  it('shows what each tab holds', async () => {
    phone.server.answers('coupons', pageOf([aCoupon()]));
    const page = await open();
    expect(page.byClass('tabs__one').map(({ text }) => text)).toEqual(['可使用 3', '已使用 1', '已失效 2']);
    expect(page.one('tabs__one--open').attribute('aria-selected')).toBe('true');
  });

  it('loads the tab that is tapped', async () => {
    phone.server.handles('coupons', ({ tab }) => pageOf(tab === 'used' ? [] : [aCoupon()]));
    const page = await open();
    await page.tap('已使用 1');
    expect(page.one('tabs__one--open').text).toBe('已使用 1');
    expect(page.one('state__title').text).toBe('还没有用过的券');
  });

  it('appends the next page at the bottom', async () => {
    phone.server.answers('coupons', pageOf([aCoupon()], { next: '2' }), pageOf([aCoupon({ couponId: '2' })]));
    const page = await open();
    await page.call('onReachBottom');
    expect(page.byClass('card--compact')).toHaveLength(2);
    expect(page.one('wallet__end').text).toBe('没有更多了');
  });

  it('opens the coupon that is tapped', async () => {
    phone.server.answers(
      'coupons',
      pageOf([aCoupon({ couponId: '1', state: 'frozen' }), aCoupon({ couponId: '2' })]),
    );
    await (await open()).tap('去使用');
    expect(phone.wx.went).toEqual([
      'navigateTo plugin-private://wxplugin/pages/coupon/coupon?coupon_id=2&inner=1',
    ]);
  });

  it('tries again after an error', async () => {
    phone.server.answers('coupons', 'timeout', pageOf([aCoupon()]));
    const page = await open();
    expect(page.buttons.map(({ text }) => text).slice(-2)).toEqual(['重试', '返回出行服务']);
    await page.tap('重试');
    expect(page.byClass('card')).toHaveLength(1);
  });
});
