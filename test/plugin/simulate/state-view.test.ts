/**
 * What stands where content is not, under miniprogram-simulate: each state, and the taps on an error.
 * @jest-environment jsdom
 */
import type { Failure } from '../../../plugin/services/outcome.ts';
import { newPhone, type Phone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const part = 'components/state-view/state-view';
const failure: Failure = { code: 'systemError', message: '请稍后再来', retryable: true, reference: 'r-1' };
const failed = () => simulate(part, { kind: 'error', failure }, ['retry']);
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

describe('state-view, simulated', () => {
  it('draws a skeleton without words while loading', () => {
    const one = simulate(part, { kind: 'loading' });
    expect(one.byClass('state__bone')).toHaveLength(3);
    expect(one.one('state--loading').attribute('aria-label')).toBe('正在加载');
    expect(one.text).toBe('');
  });

  it('says what is missing when it is empty', () => {
    const one = simulate(part, { kind: 'empty', title: '还没有券', message: '领到的会在这里' });
    expect(one.text).toBe('还没有券 领到的会在这里');
    expect(one.one('state').attribute('aria-role')).toBe('status');
  });

  it('triggers retry when its button is tapped', async () => {
    const one = failed();
    expect(one.one('state').attribute('aria-role')).toBe('alert');
    await one.tap('重试');
    expect(one.triggered).toEqual(['retry']);
  });

  it('swallows another tap while it tries again', async () => {
    const one = failed();
    one.set({ busy: true });
    await one.tap('重试');
    expect(one.triggered).toEqual([]);
  });

  it('copies the reference and says that it did', async () => {
    const one = failed();
    await one.tap('复制编号');
    expect(phone.wx.clipboard).toEqual(['r-1']);
    expect(one.one('state__reference').text).toBe('问题编号 r-1 已复制');
  });

  it('offers no retry where that is useless', () => {
    const one = failed();
    one.set({ failure: { code: 'identityRefused', message: '请从出行服务打开', retryable: false } });
    expect(one.text).toBe('暂时打不开 请从出行服务打开');
    expect(one.buttons).toEqual([]);
  });
});
