/**
 * The claim page, under miniprogram-simulate: from the skeleton to the coupon in the hand.
 * @jest-environment jsdom
 */
import { aCoupon, anOffer } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

async function open() {
  const page = simulate('pages/claim/claim');
  await page.call('onLoad', { user_code: 'udxbxd' });
  await page.call('onShow');
  return page;
}

describe('the claim page, simulated', () => {
  it('shows a skeleton and the way home meanwhile', async () => {
    phone.server.answers('offers', 'never');
    const page = await open();
    expect(page.byClass('state--loading')).toHaveLength(1);
    expect(page.buttons.map(({ text }) => text)).toEqual(['返回出行服务']);
  });

  it('says that nothing is on offer now', async () => {
    phone.server.answers('offers', { offers: [] });
    expect((await open()).one('state__title').text).toBe('现在没有可领的券');
  });

  it('tries again after an error', async () => {
    phone.server.answers('offers', 'offline', { offers: [anOffer()] });
    const page = await open();
    expect(page.one('state__title').text).toBe('网络没有连上');
    await page.tap('重试');
    expect(page.one('card__name').text).toBe('加油立减券');
  });

  it('claims the offer that was tapped', async () => {
    const other = anOffer({ stockId: 'test002', ticket: 'ticket-2', state: 'ended' });
    const taken = anOffer({ state: 'claimed', mine: 1, couponId: '7001' });
    phone.server
      .answers('offers', { offers: [other, anOffer()] }, { offers: [other, taken] })
      .answers('claim', { coupon: aCoupon() });
    const page = await open();
    await page.tap('立即领取');
    expect(phone.server.askedFor('claim').map(({ body }) => body['ticket'])).toEqual(['ticket-1']);
    expect(page.byClass('card__status').map(({ text }) => text)).toEqual(['活动已结束', '领取成功']);
  });

  it('opens the claimed coupon when that is tapped', async () => {
    phone.server.answers('offers', { offers: [anOffer({ state: 'claimed', mine: 1, couponId: '7001' })] });
    await (await open()).tap('去使用');
    expect(phone.wx.went).toEqual([
      'navigateTo plugin-private://wxplugin/pages/coupon/coupon?coupon_id=7001&inner=1',
    ]);
  });

  it('says beside the offer why a claim failed', async () => {
    phone.server
      .answers('offers', { offers: [anOffer()] })
      .answers('claim', new Refusal('busy', { message: '人太多了', retryable: true }));
    const page = await open();
    await page.tap('立即领取');
    expect(page.one('claim__problem').attribute('aria-role')).toBe('alert');
    expect(page.one('claim__words').text).toBe('还不确定是否领到。请再点一次，不会重复领取');
    expect(page.one('claim__reference').text).toBe('问题编号 ref-1');
  });
});
