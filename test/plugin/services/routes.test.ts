// The addresses that the plugin and its hosts open.
import { newPhone, type Phone, pluginModule, settle } from '../kit/phone.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

describe('openOwnPage', () => {
  const open = () => pluginModule<typeof import('../../../plugin/services/routes.ts')>('services/routes');

  it('opens a page of the plugin under its own id', () => {
    open().openOwnPage('coupons');
    expect(phone.wx.went).toEqual(['navigateTo plugin-private://wxplugin/pages/coupons/coupons?inner=1']);
  });

  it('takes the place of the page when ten lie on each other', async () => {
    phone.wx.failing.set('navigateTo', 'navigateTo:fail webview count limit exceed');
    open().openOwnPage('coupon', { coupon_id: '7' });
    await settle();
    expect(phone.wx.went[1]).toBe(
      'redirectTo plugin-private://wxplugin/pages/coupon/coupon?coupon_id=7&inner=1',
    );
  });
});

test('hosts build addresses with everything encoded', () => {
  const { claimUrl, couponsUrl, couponUrl } =
    pluginModule<typeof import('../../../plugin/index.ts')>('index');
  expect(claimUrl('coupon', { user_code: 'a+b=', stock_id: 's1', return_url: '/p?x=1&y=2' })).toBe(
    'plugin://coupon/claim?user_code=a%2Bb%3D&stock_id=s1&return_url=%2Fp%3Fx%3D1%26y%3D2',
  );
  expect(couponsUrl('coupon')).toBe('plugin://coupon/coupons');
  expect(couponUrl('coupon', { coupon_id: '7' })).toBe('plugin://coupon/coupon?coupon_id=7');
});
