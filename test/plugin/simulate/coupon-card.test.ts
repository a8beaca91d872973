/**
 * The card of a coupon, under miniprogram-simulate: what it says, what it folds, and how it follows its properties.
 * @jest-environment jsdom
 */
import { aCoupon } from '../kit/builders.ts';
import { newPhone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const card = (its: Readonly<Record<string, unknown>> = {}) =>
  simulate('components/coupon-card/coupon-card', { coupon: aCoupon(), ...its });

beforeEach(newPhone);

describe('coupon-card, simulated', () => {
  it('shows nothing until a coupon is there', () => {
    const one = card({ coupon: null });
    expect(one.text).toBe('');
    one.set({ coupon: aCoupon() });
    expect(one.one('card__name').text).toBe('加油立减券');
  });

  it('says sum, condition and validity in order', () => {
    const one = card();
    expect(one.one('card__benefit').text).toBe('¥ 20 满 100 元可用');
    expect(one.one('card__benefit').attribute('aria-label')).toBe('减 20 元，满 100 元可用');
    expect(one.one('card__validity').text).toBe('还剩 2 天 2026.12.03 到期');
  });

  it('shows its state with icon and tone', () => {
    const one = card();
    expect(one.byClass('card__status')).toEqual([]);
    one.set({ status: '已抢光', statusIcon: 'ban', tone: 'bad', muted: true });
    expect(one.one('card__status--bad').text).toBe('已抢光');
    expect(one.byClass('cp-icon--ban')).toHaveLength(1);
    expect(one.byClass('card--muted')).toHaveLength(1);
  });

  it('unfolds long rules and folds them again', async () => {
    const one = card({ coupon: aCoupon({ instructions: '一\n二\n三' }) });
    expect(one.byClass('card__rules-text--folded')).toHaveLength(1);
    await one.tap('展开');
    expect(one.byClass('card__rules-text--folded')).toEqual([]);
    expect(one.buttons[0]?.attribute('aria-expanded')).toBe('true');
    await one.tap('收起');
    expect(one.byClass('card__rules-text--folded')).toHaveLength(1);
  });

  it('leaves description and rules out when compact', () => {
    const one = card();
    expect(one.text).toContain('全国门店通用 使用说明 每单限用一张');
    one.set({ compact: true });
    expect(one.text).not.toMatch(/全国门店通用|使用说明|每单限用一张/);
  });
});
