// What stands where content is not: it says what happened and what can be done.
import type { Failure } from '../../../plugin/services/outcome.ts';
import { newPhone, type Phone } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

const part = 'components/state-view/state-view';
const failure: Failure = { code: 'systemError', message: '请重试', retryable: true, reference: 'r-1' };
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

describe('state-view', () => {
  it('hides the bones of the skeleton from screen readers', () => {
    const { seen } = show(part, { kind: 'loading' });
    expect(seen.byRole('status')[0]?.attribute('aria-label')).toBe('正在加载');
    expect(seen.byClass('state__bone').map((bone) => bone.attribute('aria-hidden'))).toEqual([
      'true',
      'true',
      'true',
    ]);
  });

  it('says what is not there', () => {
    const { seen } = show(part, { kind: 'empty', title: '还没有券', message: '领到的会在这里' });
    expect(seen.byRole('status')[0]?.text).toBe('还没有券 领到的会在这里');
    expect(seen.buttons).toEqual([]);
  });

  it('says what failed, lets retry, and copies the reference', () => {
    const { seen, triggered } = show(part, { kind: 'error', failure }, ['retry']);
    expect(seen.byRole('alert')[0]?.text).toContain('没有加载出来 请重试');
    seen.tap('重试');
    expect(triggered).toEqual(['retry']);
    seen.tap('复制编号');
    expect(phone.wx.clipboard).toEqual(['r-1']);
  });

  it.each([
    ['offline', true, '网络没有连上', 'offline'],
    ['timeout', true, '没有加载出来', 'warn'],
    ['identityRefused', false, '暂时打不开', 'ban'],
  ] as const)('gives %s its own head and icon', (code, retryable, head, icon) => {
    const { seen } = show(part, { kind: 'error', failure: { code, message: 'm', retryable } });
    expect(seen.one('state__title').text).toBe(head);
    expect(seen.byClass(`cp-icon--${icon}`)).toHaveLength(1);
    expect(seen.buttons).toHaveLength(retryable ? 1 : 0);
  });
});
