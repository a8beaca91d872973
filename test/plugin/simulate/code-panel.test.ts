/**
 * The panel that the till scans, under miniprogram-simulate: each of its states and every tap on it.
 * @jest-environment jsdom
 */
import type { CodeView } from '../../../plugin/services/code-desk.ts';
import { aCode } from '../kit/builders.ts';
import { newPhone, type Phone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const fresh: CodeView = { code: aCode(), stale: false, busy: false };
const failure = { code: 'offline', message: '请检查网络后重试', retryable: true } as const;
const panel = (view: CodeView) => simulate('components/code-panel/code-panel', { view }, ['refresh']);
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

describe('code-panel, simulated', () => {
  it('waits in words, then shows the code', () => {
    const one = panel({ stale: false, busy: true });
    expect(one.text).toBe('正在刷新券码…');
    one.set({ view: fresh });
    expect(one.one('panel__digits').text).toBe('1234 5678 9012 3456 7890');
    expect(one.one('countdown__text').text).toBe('48 秒后自动更新');
  });

  it('draws both pictures and describes them', () => {
    const one = panel(fresh);
    for (const [name, drawn, said] of [
      ['panel__qr', 'viewBox="0 0 33 33"', '券码的二维码'],
      ['panel__bars', 'viewBox="0 0 99 40"', '券码的条形码'],
    ] as const) {
      expect(one.one(name).attribute('src')).toContain(encodeURIComponent(drawn));
      expect(one.one(name).attribute('aria-label')).toBe(said);
    }
  });

  it('covers a stale code until it is refreshed', async () => {
    const one = panel(fresh);
    one.set({ view: { ...fresh, stale: true } });
    expect(one.one('panel__codes').attribute('aria-hidden')).toBe('true');
    expect(one.byClass('countdown')).toEqual([]);
    await one.tap('点击刷新');
    expect(one.triggered).toEqual(['refresh']);
  });

  it('says why there is none and tries again', async () => {
    const one = panel({ stale: false, busy: false, failure });
    expect(one.one('panel__none').text).toBe('暂时取不到券码 请检查网络后重试 重试');
    await one.tap('重试');
    expect(one.triggered).toEqual(['refresh']);
  });

  it('copies the digits and says that it did', async () => {
    const one = panel(fresh);
    await one.tap('复制券码');
    expect(phone.wx.clipboard).toEqual(['12345678901234567890']);
    expect(one.one('panel__copy').text).toBe('已复制');
  });
});
