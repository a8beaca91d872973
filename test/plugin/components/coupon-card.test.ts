// The card of a coupon: what is largest, what is folded, and what a host gets that embeds it.
import { aCoupon, anOffer } from '../kit/builders.ts';
import { newPhone } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

const part = 'components/coupon-card/coupon-card';

beforeEach(newPhone);

describe('coupon-card', () => {
  it('shows nothing before it has a coupon', () => {
    expect(show(part).seen.text).toBe('');
  });

  it('shows sum, condition and validity in this order', () => {
    const { seen } = show(part, { coupon: aCoupon() });
    expect(seen.one('card__top').text).toBe(
      '加油立减券 ¥ 20 满 100 元可用 还剩 2 天 2026.12.03 到期 全国门店通用',
    );
  });

  it('brings its tokens along into the page of a host', () => {
    expect(show(part, { coupon: anOffer() }).seen.one('card').classes).toContain('cp-tokens');
  });

  it('says its state beside an icon', () => {
    const { seen } = show(part, { coupon: aCoupon(), status: '已抢光', statusIcon: 'ban', muted: true });
    expect(seen.one('card__status').text).toBe('已抢光');
    expect(seen.byClass('cp-icon--ban')).toHaveLength(1);
    expect(seen.one('card').classes).toContain('card--muted');
  });

  it.each([
    ['', 0],
    ['每单限用一张', 0],
    ['一\n二\n三', 1],
    ['不与其他优惠同享，'.repeat(5), 1],
  ])('folds the rules %j only when they are long', (instructions, toggles) => {
    expect(show(part, { coupon: aCoupon({ instructions }) }).seen.byClass('card__toggle')).toHaveLength(
      toggles,
    );
  });

  it('leaves out details in a list', () => {
    const { seen } = show(part, { coupon: aCoupon(), compact: true });
    expect(seen.text).not.toContain('全国门店通用');
    expect(seen.text).not.toContain('每单限用一张');
  });

  it('follows the coupon that it is given next', () => {
    const { seen, set } = show(part, { coupon: aCoupon() });
    set({ coupon: aCoupon({ benefit: { kind: 'cut-to', priceFen: 990, minimumFen: 0 } }) });
    expect(seen.one('card__benefit').text).toBe('减至 ¥ 9.9 无门槛');
  });
});
