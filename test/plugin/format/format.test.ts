// Money, times and codes as people read them.
import { inGroups, svgUri } from '../../../plugin/format/code.ts';
import { yuan } from '../../../plugin/format/money.ts';
import type { BenefitView } from '../../../shared/plugin/messages/views.ts';
import { day, now } from '../kit/builders.ts';
import { newPhone, type Phone, pluginModule } from '../kit/phone.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

it.each([
  [2000, '20'],
  [2050, '20.5'],
  [2005, '20.05'],
  [5, '0.05'],
  [0, '0'],
  [123_456_789, '1234567.89'],
])('%i fen are %s yuan', (fen, text) => {
  expect(yuan(fen)).toBe(text);
});

describe('a benefit', () => {
  const text = (benefit: BenefitView) =>
    pluginModule<typeof import('../../../plugin/format/benefit.ts')>('format/benefit').benefitText(benefit);
  const discount = { kind: 'discount', percent: 88, maximumFen: 3000, minimumFen: 10_000 } as const;

  it.each([
    [{ kind: 'amount', amountFen: 2000, minimumFen: 0 }, '减 20 元，无门槛'],
    [{ kind: 'cut-to', priceFen: 990, minimumFen: 2000 }, '减至¥9.9，满 20 元可用'],
    [discount, '8.8折，满 100 元可用，最高减 30 元'],
    [{ kind: 'discount', percent: 80, maximumFen: 0, minimumFen: 0 }, '8折，无门槛'],
  ] as const)('%j is spoken as %s', (benefit, spoken) => {
    expect(text(benefit).spoken).toBe(spoken);
  });

  it('turns what is paid into what is saved in English', () => {
    phone.wx.language = 'en';
    expect(text(discount)).toMatchObject({ figure: '12', unit: '% off' });
  });
});

describe('a validity', () => {
  const text = (its: { beginAt?: number; endAt?: number; state?: string }) =>
    pluginModule<typeof import('../../../plugin/format/validity.ts')>('format/validity').validityText({
      beginAt: now - day,
      endAt: now + 10 * day,
      state: 'available',
      ...its,
    });

  it.each([
    [10 * day, { left: '还剩 10 天', dates: '2026.12.11 到期', soon: false }],
    [2.9 * day, { left: '还剩 2 天', dates: '2026.12.04 到期', soon: true }],
    [5.5 * 3_600_000, { left: '还剩 5 小时', dates: '2026.12.01 17:30 到期', soon: true }],
    [30_000, { left: '还剩 1 分钟', dates: '2026.12.01 12:00 到期', soon: true }],
    [-day, { left: '', dates: '2026.11.30 到期', soon: false }],
  ])('with %d ms left counts in the unit that matters', (left, expected) => {
    expect(text({ endAt: now + left })).toEqual(expected);
  });

  it('gives both ends before it begins', () => {
    expect(text({ beginAt: now + day })).toMatchObject({ left: '', dates: '2026.12.02 至 2026.12.11' });
  });

  it.each(['used', 'expired', 'invalid'])('has nothing to say of a coupon that is %s', (state) => {
    expect(text({ state })).toEqual({ left: '', dates: '', soon: false });
  });

  it('keeps the date of an offer that is over', () => {
    expect(text({ state: 'ended' })).toMatchObject({ left: '', dates: '2026.12.11 到期' });
  });

  it('says one day, not one days', () => {
    phone.wx.language = 'en';
    expect(text({ endAt: now + 1.5 * day }).left).toBe('1 day left');
  });
});

it('writes times as China reads them', () => {
  const { timeText } = pluginModule<typeof import('../../../plugin/format/dates.ts')>('format/dates');
  expect(timeText(Date.parse('2026-12-31T17:05:00Z'))).toBe('2027.01.01 01:05');
});

it('reads a code in groups of four', () => {
  expect(inGroups('12345678901234567890')).toBe('1234 5678 9012 3456 7890');
  expect(inGroups('123456')).toBe('1234 56');
});

it('lets a drawing fill its box, and says so once', () => {
  expect(decodeURIComponent(svgUri('<svg viewBox="0 0 1 1"/>'))).toContain(
    '<svg preserveAspectRatio="none" viewBox',
  );
  expect(decodeURIComponent(svgUri('<svg preserveAspectRatio="none"/>')).match(/preserve/g)).toHaveLength(1);
});
