// The panel that the till scans, in each of its states.
import type { CodeView } from '../../../plugin/services/code-desk.ts';
import { aCode, now } from '../kit/builders.ts';
import { newPhone } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

const fresh: CodeView = { code: aCode(), stale: false, busy: false };
const failure = { code: 'offline', message: '请检查网络后重试', retryable: true } as const;
const panel = (view: CodeView) => show('components/code-panel/code-panel', { view }, ['refresh']);

beforeEach(newPhone);

describe('code-panel', () => {
  it('says that it waits for the first code', () => {
    expect(panel({ stale: false, busy: true }).seen.text).toBe('正在刷新券码…');
  });

  it('describes both pictures to a screen reader', () => {
    const { seen } = panel(fresh);
    expect(seen.byRole('img').map((node) => node.attribute('aria-label'))).toEqual([
      '券码的二维码',
      '券码的条形码',
      '券码 1234 5678 9012 3456 7890',
    ]);
  });

  it('asks for a new code when the stale one is tapped', () => {
    const { seen, triggered } = panel({ ...fresh, stale: true });
    expect(seen.one('panel__codes').classes).toContain('panel__codes--stale');
    seen.tap('点击刷新');
    expect(triggered).toEqual(['refresh']);
  });

  it('swallows taps while a new code is on its way', () => {
    const { seen, triggered } = panel({ ...fresh, stale: true, busy: true });
    seen.tap('正在刷新券码…');
    expect(triggered).toEqual([]);
  });

  it('says why there is none, and tries again on a tap', () => {
    const { seen, triggered } = panel({ stale: false, busy: false, failure });
    expect(seen.byRole('alert')[0]?.text).toContain('请检查网络后重试');
    seen.tap('重试');
    expect(triggered).toEqual(['refresh']);
  });

  it('keeps a code that is still good while the network fails', () => {
    const { seen } = panel({ ...fresh, failure });
    expect(seen.byClass('panel__qr')).toHaveLength(1);
    expect(seen.one('panel__problem').text).toBe('请检查网络后重试');
  });

  it('draws again when the code has changed', () => {
    const { seen, set } = panel(fresh);
    const before = seen.one('panel__qr').attribute('src');
    set({ view: { ...fresh, code: aCode({ code: '00000000000000000000', qrSvg: '<svg id="2"/>' }) } });
    expect(seen.one('panel__qr').attribute('src')).not.toBe(before);
    expect(seen.one('panel__digits').text).toBe('0000 0000 0000 0000 0000');
  });
});

describe('countdown', () => {
  const line = 'components/countdown/countdown';

  it('counts down to nothing and stays there', () => {
    const { seen, leave } = show(line, { fromAt: now, untilAt: now + 2_000 });
    expect(seen.text).toBe('2 秒后自动更新');
    jest.advanceTimersByTime(1_000);
    expect(seen.text).toBe('1 秒后自动更新');
    jest.advanceTimersByTime(5_000);
    expect(seen.text).toBe('0 秒后自动更新');
    leave();
  });

  it('leaves no timer behind', () => {
    const { leave } = show(line, { fromAt: now, untilAt: now + 2_000 });
    expect(jest.getTimerCount()).toBe(1);
    leave();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rests while the page is hidden', () => {
    const { call } = show(line, { fromAt: now, untilAt: now + 2_000 });
    call('onHide');
    expect(jest.getTimerCount()).toBe(0);
    call('onShow');
    expect(jest.getTimerCount()).toBe(1);
  });
});
