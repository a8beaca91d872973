// The page of one coupon at the till: a code that stays fresh, and the seal that appears by itself.
import type { CouponView } from '../../../shared/plugin/messages/views.ts';
import { aCode, aCoupon, now } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pass, settle } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
  phone.server.answers('coupon', { coupon: aCoupon() }).answers('code', aCode()).answers('watch', 'never');
});

async function open(query: Record<string, string> = { coupon_id: '7001', user_code: 'udxbxd' }) {
  const page = show('pages/coupon/coupon');
  page.call('onLoad', query);
  page.call('onShow');
  await settle();
  return page;
}

const usedCoupon = (its: Partial<CouponView> = {}) =>
  aCoupon({ state: 'used', version: 2, usedAt: now + 1_000, usedIn: '人民路店', ...its });

describe('the page of a coupon', () => {
  it('shows the code three ways on a bright screen', async () => {
    const { seen } = await open();
    expect(seen.one('panel__digits').text).toBe('1234 5678 9012 3456 7890');
    expect(seen.one('panel__qr').attribute('src')).toContain(encodeURIComponent('viewBox="0 0 33 33"'));
    expect(seen.one('panel__bars').attribute('src')).toContain(
      encodeURIComponent('preserveAspectRatio="none"'),
    );
    expect(phone.wx.screen).toEqual({ brightness: 1, kept: true });
  });

  it('gives the screen back when it is hidden', async () => {
    const { call } = await open();
    call('onHide');
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
    expect(phone.wx.openRequests.size).toBe(0);
  });

  it('copies the code', async () => {
    const { seen } = await open();
    seen.tap('复制券码');
    expect(phone.wx.clipboard).toEqual(['12345678901234567890']);
  });

  it('counts down and fetches the next code', async () => {
    phone.server.answers('code', aCode(), aCode({ code: '99999999999999999999', refreshAt: now + 96_000 }));
    const { seen } = await open();
    await pass(10_000);
    expect(seen.one('countdown__text').text).toBe('38 秒后自动更新');
    await pass(38_000);
    expect(seen.one('panel__digits').text).toBe('9999 9999 9999 9999 9999');
  });

  it('covers the code as soon as it is stale', async () => {
    phone.server.answers('code', aCode(), 'offline');
    const { seen } = await open();
    await pass(50_000);
    expect(seen.byClass('panel__cover')).toHaveLength(0);
    expect(seen.one('panel__problem').text).toBe('请检查网络后重试');
    await pass(11_000);
    expect(seen.one('panel__cover').text).toContain('券码已失效');
    expect(seen.one('panel__codes').attribute('aria-hidden')).toBe('true');
    phone.server.answers('code', aCode({ refreshAt: now + 120_000, validUntilAt: now + 150_000 }));
    seen.tap('点击刷新');
    await settle();
    expect(seen.byClass('panel__cover')).toHaveLength(0);
  });

  it('shows the right code on a phone that is a day wrong', async () => {
    phone.server.clock = () => Date.now() + 24 * 3_600_000;
    phone.server.answers('code', aCode({ refreshAt: now + 86_448_000, validUntilAt: now + 86_460_000 }));
    const { seen } = await open();
    expect(seen.byClass('panel__cover')).toHaveLength(0);
    expect(seen.one('countdown__text').text).toBe('48 秒后自动更新');
    expect(phone.server.askedFor('code')).toHaveLength(1);
  });

  it('seals itself when the till redeems the coupon', async () => {
    phone.server.answers('watch', { changed: true, coupon: usedCoupon() }, 'never');
    const { seen } = await open();
    expect(seen.one('coupon__seal').text).toBe('已使用 2026.12.01 12:00 人民路店');
    expect(seen.one('coupon__seal').attribute('aria-role')).toBe('alert');
    expect(seen.byClass('panel')).toHaveLength(0);
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
    expect(phone.wx.vibrations).toHaveLength(1);
    expect(phone.wx.scrolledTo).toEqual([0]);
    expect(phone.server.askedFor('watch')).toHaveLength(1);
  });

  it('tells the host that it was used', async () => {
    phone.server.answers('watch', { changed: true, coupon: usedCoupon() });
    const told: unknown[] = [];
    const page = show('pages/coupon/coupon');
    const { on } = require('../../../plugin/index') as typeof import('../../../plugin/index.ts');
    on('used', (event) => told.push(event));
    page.call('onLoad', { coupon_id: '7001' });
    page.call('onShow');
    await settle();
    expect(told).toEqual([{ stockId: 'test001', couponId: '7001' }]);
  });

  it('shows a used coupon without calling it news', async () => {
    phone.server.answers('coupon', { coupon: usedCoupon() });
    const { seen } = await open();
    expect(seen.byClass('coupon__seal')).toHaveLength(1);
    expect(phone.wx.vibrations).toEqual([]);
    expect(phone.server.askedFor('code')).toEqual([]);
    expect(phone.server.askedFor('watch')).toEqual([]);
  });

  it.each([
    ['not-begun', '未到使用时间，2026.12.01 13:00 开始'],
    ['frozen', '支付中，暂时锁定'],
    ['expired', '2026.12.01 11:00 已过期'],
    ['invalid', '2026.12.01 11:00 已失效'],
  ] as const)('says %s instead of showing a code', async (state, words) => {
    phone.server.answers('coupon', {
      coupon: aCoupon({
        state,
        endedAt: now - 3_600_000,
        ...(state === 'not-begun' && { beginAt: now + 3_600_000 }),
      }),
    });
    const { seen } = await open();
    expect(seen.one('card__status').text).toBe(words);
    expect(phone.server.askedFor('code')).toEqual([]);
    expect(phone.wx.screen.kept).toBe(false);
  });

  it('shows the code once a frozen coupon is free again', async () => {
    phone.server
      .answers('coupon', { coupon: aCoupon({ state: 'frozen' }) })
      .answers('watch', { changed: true, coupon: aCoupon({ version: 2 }) }, 'never');
    const { seen } = await open();
    expect(seen.byClass('panel__qr')).toHaveLength(1);
  });

  it('looks again when the code is refused', async () => {
    phone.server
      .answers('coupon', { coupon: aCoupon() }, { coupon: usedCoupon() })
      .answers('code', new Refusal('notRedeemable'));
    const { seen } = await open();
    expect(seen.byClass('coupon__seal')).toHaveLength(1);
  });

  it('says that there is no such coupon', async () => {
    phone.server.answers('coupon', new Refusal('notFound', { message: '没有找到这张券' }));
    const { seen } = await open();
    expect(seen.text).toContain('没有找到这张券');
    expect(seen.buttons.map(({ text }) => text)).toContain('返回出行服务');
  });

  it('keeps the newer of two answers that cross', async () => {
    const { seen, call } = await open();
    phone.server.answers('watch', { changed: true, coupon: usedCoupon() }, 'never');
    // The page is seen again; its own request was answered before the till came.
    phone.server.answers('coupon', { coupon: aCoupon({ version: 1 }) });
    call('onHide');
    call('onShow');
    await settle();
    call('onPullDownRefresh');
    await settle();
    expect(seen.byClass('coupon__seal')).toHaveLength(1);
  });

  it('leaves the screen alone when it was hidden meanwhile', async () => {
    const page = show('pages/coupon/coupon');
    page.call('onLoad', { coupon_id: '7001' });
    page.call('onShow');
    page.call('onHide');
    await settle();
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
    expect(phone.server.askedFor('code')).toEqual([]);
    expect(phone.wx.openRequests.size).toBe(0);
  });

  it('looks again when the phone is back online', async () => {
    phone.server.answers('coupon', 'offline', { coupon: aCoupon() });
    const { seen } = await open();
    for (const listener of phone.wx.network) listener({ isConnected: true });
    await settle();
    expect(seen.byClass('panel__qr')).toHaveLength(1);
  });
});
