/**
 * The page of one coupon, under miniprogram-simulate: the code for the till, and the seal after it.
 * @jest-environment jsdom
 */
import { aCode, aCoupon, now } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pass } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const used = aCoupon({ state: 'used', version: 2, usedAt: now, usedIn: '人民路店' });
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
  phone.server.answers('coupon', { coupon: aCoupon() }).answers('code', aCode()).answers('watch', 'never');
});

async function open() {
  const page = simulate('pages/coupon/coupon');
  await page.call('onLoad', { coupon_id: '7001', user_code: 'udxbxd' });
  await page.call('onShow');
  return page;
}

describe('the page of a coupon, simulated', () => {
  it('shows the code above the card', async () => {
    const page = await open();
    expect(page.one('panel__digits').text).toBe('1234 5678 9012 3456 7890');
    expect(page.text).toMatch(/复制券码.*加油立减券.*返回出行服务$/);
    expect(phone.wx.screen).toEqual({ brightness: 1, kept: true });
  });

  it('changes the code before it grows stale', async () => {
    phone.server.answers('code', aCode(), aCode({ code: '9'.repeat(20), refreshAt: now + 96_000 }));
    const page = await open();
    await pass(48_000);
    expect(page.one('panel__digits').text).toBe('9999 9999 9999 9999 9999');
  });

  it('puts a seal where the code was', async () => {
    phone.server.answers('watch', { changed: true, coupon: used });
    const page = await open();
    expect(page.one('coupon__seal').text).toBe('已使用 2026.12.01 12:00 人民路店');
    expect(page.byClass('panel')).toEqual([]);
  });

  it('gives the screen back when it goes', async () => {
    const page = await open();
    await page.call('onUnload');
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
  });

  it('says why there is no such coupon', async () => {
    phone.server.answers('coupon', new Refusal('notFound', { message: '没有找到这张券' }));
    const page = await open();
    expect(page.one('state').attribute('aria-role')).toBe('alert');
    expect(page.one('state__text').text).toBe('没有找到这张券');
  });

  it('opens the wallet from the card', async () => {
    await (await open()).tap('我的券');
    expect(phone.wx.went).toEqual(['navigateTo plugin-private://wxplugin/pages/coupons/coupons?inner=1']);
  });
});
