// The button of the plugin: its words, its states, and the taps that it swallows.
import { newPhone } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

const part = 'components/cp-button/cp-button';

beforeEach(newPhone);

describe('cp-button', () => {
  it('says its label and passes a tap on', () => {
    const { seen, triggered } = show(part, { label: '立即领取' }, ['press']);
    seen.tap('立即领取');
    expect(triggered).toEqual(['press']);
  });

  it.each([{ busy: true }, { disabled: true }])('swallows taps while it is %j', (state) => {
    const { seen, triggered } = show(part, { label: '立即领取', ...state }, ['press']);
    seen.tap('立即领取');
    expect(triggered).toEqual([]);
    expect(seen.buttons[0]?.attribute('aria-disabled')).toBe('true');
  });

  it('turns a wheel instead of its icon while busy', () => {
    const { seen, set } = show(part, { label: '重试', icon: 'refresh' });
    expect(seen.byClass('cp-icon--refresh')).toHaveLength(1);
    set({ busy: true });
    expect(seen.byClass('cp-icon--refresh')).toHaveLength(0);
    expect(seen.one('cp-button__wheel').attribute('aria-hidden')).toBe('true');
  });

  it('tells a screen reader which one it is', () => {
    const { seen } = show(part, { label: '去使用', hint: '去使用 加油立减券' });
    expect(seen.buttons[0]?.attribute('aria-label')).toBe('去使用 加油立减券');
  });
});
