// The wallet: tabs with counts, page after page, and thousands of coupons without sending any of them twice.
import type { PluginAnswerOf } from '../../../shared/plugin/interfaces.ts';
import { aCoupon, day, now } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, settle } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

type Page = PluginAnswerOf<'coupons'>;
const counts = { available: 3, used: 1, ended: 2 };
const pageOf = (coupons: Page['coupons'], next?: string): Page => ({
  counts,
  coupons,
  ...(next === undefined ? {} : { next }),
});

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

async function open() {
  const page = show('pages/coupons/coupons');
  page.call('onLoad', { user_code: 'udxbxd' });
  page.call('onShow');
  await settle();
  return page;
}

describe('the wallet', () => {
  it('shows three tabs with their counts', async () => {
    phone.server.answers('coupons', pageOf([aCoupon()]));
    const { seen } = await open();
    expect(seen.byRole('tab').map(({ text }) => text)).toEqual(['可使用 3', '已使用 1', '已失效 2']);
    expect(seen.byRole('tab').map((tab) => tab.attribute('aria-selected'))).toEqual([
      'true',
      'false',
      'false',
    ]);
  });

  it('opens the coupon that is tapped', async () => {
    phone.server.answers('coupons', pageOf([aCoupon({ couponId: '1' }), aCoupon({ couponId: '2' })]));
    const { seen } = await open();
    seen.byClass('cp-button--primary')[1]?.element.triggerEvent('tap', {}, { bubbles: true, composed: true });
    expect(phone.wx.went).toEqual([
      'navigateTo plugin-private://wxplugin/pages/coupon/coupon?coupon_id=2&inner=1',
    ]);
  });

  it('loads a tab when it is opened', async () => {
    phone.server.handles('coupons', ({ tab }) =>
      pageOf(tab === 'used' ? [aCoupon({ state: 'used', usedAt: now - day, usedIn: '人民路店' })] : []),
    );
    const { seen } = await open();
    expect(seen.text).toContain('还没有可使用的券');
    seen.tap('已使用 1');
    await settle();
    expect(seen.one('card__status').text).toBe('2026.11.30 12:00 已使用，人民路店');
  });

  it('says why each ended coupon ended, and when', async () => {
    phone.server.answers(
      'coupons',
      pageOf([
        aCoupon({ couponId: '1', state: 'expired', endAt: now - day }),
        aCoupon({ couponId: '2', state: 'invalid', endedAt: now - day }),
        aCoupon({ couponId: '3', state: 'frozen' }),
        aCoupon({ couponId: '4', state: 'not-begun', beginAt: now + day }),
      ]),
    );
    const { seen } = await open();
    expect(seen.byClass('card__status').map(({ text }) => text)).toEqual([
      '2026.11.30 12:00 已过期',
      '2026.11.30 12:00 已失效',
      '支付中，暂时锁定',
      '未到使用时间，2026.12.02 12:00 开始',
    ]);
  });

  it('forgets the answer for a tab that was left', async () => {
    phone.server.handles('coupons', ({ tab }) =>
      tab === 'used' ? 'never' : pageOf([aCoupon({ name: String(tab) })]),
    );
    const { seen } = await open();
    seen.tap('已使用 1');
    await settle();
    seen.tap('已失效 2');
    await settle();
    expect(phone.wx.openRequests.size).toBe(0);
    expect(seen.one('card__name').text).toBe('ended');
  });

  it('appends thousands of coupons page by page', async () => {
    const size = 50;
    phone.server.handles('coupons', ({ after }) => {
      const first = Number(after ?? 0);
      const coupons = Array.from({ length: size }, (_, at) => aCoupon({ couponId: String(first + at) }));
      return pageOf(coupons, first + size < 2_000 ? String(first + size) : undefined);
    });
    const { seen, call } = await open();
    for (let page = 1; page < 40; page += 1) {
      call('onReachBottom');
      // Scrolling on meanwhile asks for nothing twice.
      call('onReachBottom');
      await settle();
    }
    expect(seen.byClass('card')).toHaveLength(2_000);
    expect(seen.one('wallet__end').text).toBe('没有更多了');
    expect(phone.server.askedFor('coupons')).toHaveLength(40);
  }, 60_000);

  it('keeps what is there when the next page fails', async () => {
    phone.server.answers(
      'coupons',
      pageOf([aCoupon()], '2'),
      'offline',
      pageOf([aCoupon({ couponId: '2' })]),
    );
    const { seen, call } = await open();
    call('onReachBottom');
    await settle();
    expect(seen.one('wallet__end').text).toBe('没有加载出来 重试');
    seen.tap('重试');
    await settle();
    expect(seen.byClass('card')).toHaveLength(2);
  });

  it('shows an error with a way on', async () => {
    phone.server.answers(
      'coupons',
      new Refusal('busy', { retryable: true, message: '人太多了' }),
      pageOf([]),
    );
    const { seen } = await open();
    expect(seen.byRole('alert')[0]?.text).toContain('人太多了');
    seen.tap('重试');
    await settle();
    expect(seen.text).toContain('领到的券会放在这里');
  });

  it('stays where it was when nothing happened meanwhile', async () => {
    phone.server.answers('coupons', pageOf([aCoupon()], '2'), pageOf([aCoupon({ couponId: '2' })]));
    const { call } = await open();
    call('onReachBottom');
    await settle();
    call('onHide');
    call('onShow');
    await settle();
    expect(phone.server.askedFor('coupons')).toHaveLength(2);
  });

  it('loads anew when pulled down', async () => {
    phone.server.answers('coupons', pageOf([]), pageOf([aCoupon()]));
    const { seen, call } = await open();
    call('onPullDownRefresh');
    await settle();
    expect(seen.byClass('card')).toHaveLength(1);
  });
});
