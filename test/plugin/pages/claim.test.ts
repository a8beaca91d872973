// The claim page as a person meets it: every state of an offer, one tap to claim, and what happens when the network fails.
import { aCoupon, anOffer, aSession, now } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pass, settle } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

/** Opens the page as a host does. */
async function open(query: Record<string, string> = { user_code: 'udxbxd' }) {
  const page = show('pages/claim/claim');
  page.call('onLoad', query);
  page.call('onShow');
  await settle();
  return page;
}

describe('the claim page', () => {
  it('shows a skeleton until the offers are there', async () => {
    phone.server.answers('offers', 'never');
    const { seen } = await open();
    expect(seen.one('state--loading').attribute('aria-label')).toBe('正在加载');
    expect(seen.buttons.map(({ text }) => text)).toEqual(['返回出行服务']);
  });

  it('sends the raw query without what is not there', async () => {
    phone.server.answers('offers', { offers: [] });
    await open({ user_code: 'a+b/c==', tel: 'undefined', orderId: 'null', return_url: '/pages/x?a=1' });
    expect(phone.server.askedFor('session')[0]?.body).toEqual({
      code: 'code-1',
      query: { user_code: 'a+b/c==', return_url: '/pages/x?a=1' },
      language: 'zh',
    });
  });

  it('asks for the stock that the launch names', async () => {
    phone.server.answers('session', aSession({ stockId: 'test001' })).answers('offers', { offers: [] });
    await open();
    expect(phone.server.askedFor('offers')[0]).toMatchObject({
      token: 'token-1',
      body: { stockIds: ['test001'] },
    });
  });

  it('says what the coupon is worth, when and how', async () => {
    phone.server.answers('offers', { offers: [anOffer()] });
    const { seen } = await open();
    expect(seen.one('card__benefit').attribute('aria-label')).toBe('减 20 元，满 100 元可用');
    expect(seen.one('card__validity').text).toBe('还剩 2 天 2026.12.03 到期');
    expect(seen.one('card__rules').text).toContain('每单限用一张');
  });

  it.each([
    ['not-started', { beginAt: now + 3_600_000 }, '还没开始，2026.12.01 13:00 开始', 'clock'],
    ['claimed', { mine: 1, couponId: '7001' }, '已领取', 'check'],
    ['limit-reached', { mine: 2, limit: 2 }, '已达领取上限，已领 2/2 张', 'info'],
    ['sold-out', {}, '已抢光', 'ban'],
    ['paused', {}, '暂停领取，请稍后再来', 'clock'],
    ['ended', {}, '活动已结束', 'ban'],
  ] as const)('says %s in words with an icon', async (state, its, words, icon) => {
    const { ticket: _, ...rest } = anOffer({ state, ...its });
    phone.server.answers('offers', { offers: [rest] });
    const { seen } = await open();
    expect(seen.one('card__status').text).toBe(words);
    expect(seen.byClass(`cp-icon--${icon}`)).not.toHaveLength(0);
    expect(seen.buttons.map(({ text }) => text)).not.toContain('立即领取');
  });

  it('claims with one tap and leads on', async () => {
    phone.server
      .answers(
        'offers',
        { offers: [anOffer()] },
        { offers: [anOffer({ state: 'claimed', mine: 1, couponId: '7001' })] },
      )
      .answers('claim', { coupon: aCoupon() });
    const { seen } = await open();
    seen.tap('立即领取');
    expect(seen.buttons.map(({ text }) => text)).toContain('正在领取…');
    expect(seen.text).not.toContain('领取成功');
    await settle();
    expect(seen.one('card__status').text).toBe('领取成功');
    seen.tap('去使用');
    expect(phone.wx.went).toEqual([
      'navigateTo plugin-private://wxplugin/pages/coupon/coupon?coupon_id=7001&inner=1',
    ]);
  });

  it('takes a double tap for one claim', async () => {
    phone.server.answers('offers', { offers: [anOffer()] }).answers('claim', { coupon: aCoupon() });
    const { seen } = await open();
    const [button] = seen.byClass('cp-button--primary');
    for (const _ of [1, 2]) button?.element.triggerEvent('tap', {}, { bubbles: true, composed: true });
    await settle();
    expect(phone.server.askedFor('claim')).toHaveLength(1);
  });

  it('offers another one where the limit allows it', async () => {
    const second = anOffer({ mine: 1, limit: 2, couponId: '7001', ticket: 'ticket-2' });
    phone.server
      .answers('offers', { offers: [anOffer({ limit: 2 })] }, { offers: [second] })
      .answers('claim', { coupon: aCoupon() });
    const { seen } = await open();
    seen.tap('立即领取');
    await settle();
    seen.tap('再领一张');
    await settle();
    expect(phone.server.askedFor('claim').map(({ body }) => body['ticket'])).toEqual([
      'ticket-1',
      'ticket-2',
    ]);
  });

  it('shows a claim that timed out but succeeded', async () => {
    phone.server
      .answers(
        'offers',
        { offers: [anOffer()] },
        { offers: [anOffer({ state: 'claimed', mine: 1, couponId: '7001' })] },
      )
      .answers('claim', 'timeout');
    const { seen } = await open();
    seen.tap('立即领取');
    await settle();
    expect(seen.one('card__status').text).toBe('领取成功');
    expect(phone.server.askedFor('claim')).toHaveLength(1);
  });

  it('retries with the same ticket while nobody knows', async () => {
    phone.server
      .answers('offers', { offers: [anOffer()] }, 'offline', { offers: [anOffer({ ticket: 'ticket-2' })] })
      .answers('claim', 'timeout', 'timeout', { coupon: aCoupon() });
    const { seen } = await open();
    for (const _ of [1, 2]) {
      seen.tap('立即领取');
      await settle();
      expect(seen.one('claim__problem').text).toContain('不会重复领取');
    }
    seen.tap('立即领取');
    await settle();
    expect(phone.server.askedFor('claim').map(({ body }) => body['ticket'])).toEqual([
      'ticket-1',
      'ticket-1',
      'ticket-1',
    ]);
    expect(seen.text).toContain('领取成功');
  });

  it('shows why a claim was refused', async () => {
    phone.server
      .answers('offers', { offers: [anOffer()] }, { offers: [anOffer({ state: 'sold-out' })] })
      .answers('claim', new Refusal('claimRefused', { detail: 'sold-out' }));
    const { seen } = await open();
    seen.tap('立即领取');
    await settle();
    expect(seen.one('card__status').text).toBe('已抢光');
    expect(seen.byClass('claim__problem')).toHaveLength(0);
  });

  it('asks for another tap with a new ticket when the old one is over', async () => {
    phone.server
      .answers('offers', { offers: [anOffer()] }, { offers: [anOffer({ ticket: 'ticket-2' })] })
      .answers('claim', new Refusal('ticketOver', { message: '请再点一次' }), { coupon: aCoupon() });
    const { seen } = await open();
    seen.tap('立即领取');
    await settle();
    expect(seen.one('claim__problem').text).toBe('请再点一次 问题编号 ref-1');
    seen.tap('立即领取');
    await settle();
    expect(phone.server.askedFor('claim')[1]?.body['ticket']).toBe('ticket-2');
  });

  it('signs in again when the session is over, and claims', async () => {
    phone.server
      .answers('session', aSession(), aSession({ token: 'token-2' }))
      .answers('offers', { offers: [anOffer()] })
      .answers('claim', new Refusal('sessionOver'), { coupon: aCoupon() });
    const { seen } = await open();
    seen.tap('立即领取');
    await settle();
    expect(phone.server.askedFor('claim').map(({ token }) => token)).toEqual(['token-1', 'token-2']);
    expect(seen.text).toContain('领取成功');
  });

  it('says that it is offline, and recovers by itself', async () => {
    phone.server.answers('offers', 'offline', { offers: [anOffer()] });
    const { seen } = await open();
    expect(seen.byRole('alert')[0]?.text).toContain('网络没有连上');
    for (const listener of phone.wx.network) listener({ isConnected: true });
    await settle();
    expect(seen.text).toContain('立即领取');
  });

  it('retries on a tap and copies the reference', async () => {
    phone.server.answers('offers', new Refusal('systemError', { retryable: true, reference: 'r-42' }), {
      offers: [],
    });
    const { seen } = await open();
    seen.tap('复制编号');
    expect(phone.wx.clipboard).toEqual(['r-42']);
    expect(seen.text).toContain('已复制');
    seen.tap('重试');
    await settle();
    expect(seen.text).toContain('现在没有可领的券');
  });

  it('offers no retry where none can help', async () => {
    phone.server.answers('session', new Refusal('identityMissing', { message: '请重新进入' }));
    const { seen } = await open();
    expect(seen.text).toContain('请重新进入');
    expect(seen.buttons.map(({ text }) => text)).toEqual(['复制编号', '返回出行服务']);
    expect(phone.server.askedFor('session')).toHaveLength(1);
  });

  it('tells the host what was claimed, without secrets', async () => {
    phone.server.answers('offers', { offers: [anOffer()] }).answers('claim', { coupon: aCoupon() });
    const told: unknown[] = [];
    const page = show('pages/claim/claim');
    page.call('onLoad', { user_code: 'udxbxd' });
    page.call('onShow');
    const { on } = require('../../../plugin/index') as typeof import('../../../plugin/index.ts');
    on('claimed', (event) => told.push(event));
    await settle();
    page.seen.tap('立即领取');
    await settle();
    expect(told).toEqual([{ stockId: 'test001', couponId: '7001' }]);
  });

  it('loads afresh when it is seen again', async () => {
    phone.server.answers('offers', { offers: [anOffer()] }, { offers: [anOffer({ state: 'ended' })] });
    const { seen, call } = await open();
    call('onHide');
    call('onShow');
    await settle();
    expect(seen.one('card__status').text).toBe('活动已结束');
  });

  it('unfolds long rules', async () => {
    const instructions = '每单限用一张，不与其他优惠同享。'.repeat(4);
    phone.server.answers('offers', { offers: [anOffer({ instructions })] });
    const { seen } = await open();
    expect(seen.byClass('card__rules-text--folded')).toHaveLength(1);
    seen.tap('展开');
    expect(seen.byClass('card__rules-text--folded')).toHaveLength(0);
    expect(seen.buttons.find(({ text }) => text === '收起')?.attribute('aria-expanded')).toBe('true');
  });

  it('speaks English to a phone that does', async () => {
    phone.wx.language = 'en';
    phone.server.answers('offers', { offers: [anOffer({ mine: 1, limit: 3 })] });
    const { seen } = await open();
    expect(phone.wx.titles).toEqual(['Claim a coupon']);
    expect(seen.text).toContain('Spend ¥100 or more');
    expect(seen.text).toContain('You have had 1 of 3');
    expect(phone.server.askedFor('offers')[0]?.body['language']).toBe('en');
  });

  it('gives up what is under way when it goes', async () => {
    phone.server.answers('offers', 'never');
    const { call } = await open();
    call('onUnload');
    await pass(0);
    expect(phone.wx.openRequests.size).toBe(0);
    expect(phone.wx.network.size).toBe(0);
  });
});
