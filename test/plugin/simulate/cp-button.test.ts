/**
 * The one button, under miniprogram-simulate: a finger on it in each of its states.
 * @jest-environment jsdom
 */
import { newPhone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const button = (its: Readonly<Record<string, unknown>> = {}) =>
  simulate('components/cp-button/cp-button', { label: '立即领取', ...its }, ['press']);

beforeEach(newPhone);

describe('cp-button, simulated', () => {
  it('triggers one press for each tap', async () => {
    const one = button();
    await one.tap('立即领取');
    await one.tap('立即领取');
    expect(one.triggered).toEqual(['press', 'press']);
  });

  it.each(['busy', 'disabled'])('triggers nothing for taps while %s', async (state) => {
    const one = button({ [state]: true });
    await one.tap('立即领取');
    expect(one.triggered).toEqual([]);
    expect(one.one('cp-button').attribute('aria-disabled')).toBe('true');
  });

  it('takes taps again when it is done', async () => {
    const one = button({ busy: true });
    one.set({ busy: false });
    await one.tap('立即领取');
    expect(one.triggered).toEqual(['press']);
  });

  it('changes its icon for a wheel while busy', () => {
    const one = button({ icon: 'refresh' });
    expect(one.byClass('cp-icon--refresh')).toHaveLength(1);
    one.set({ busy: true });
    expect(one.byClass('cp-icon')).toEqual([]);
    expect(one.byClass('cp-button__wheel')).toHaveLength(1);
  });

  it('says its hint rather than its label', () => {
    const one = button({ hint: '立即领取 加油立减券', kind: 'secondary' });
    expect(one.one('cp-button').attribute('aria-label')).toBe('立即领取 加油立减券');
    one.set({ hint: '' });
    expect(one.one('cp-button--secondary').attribute('aria-label')).toBe('立即领取');
  });
});
