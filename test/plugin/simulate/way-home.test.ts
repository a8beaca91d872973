/**
 * The bar that leads home, under miniprogram-simulate.
 * @jest-environment jsdom
 */
import { newPhone, type Phone, pluginModule } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

function bar() {
  const one = simulate('components/way-home/way-home');
  pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit').visitOf({}, {});
  return one;
}

describe('way-home, simulated', () => {
  it('leads back with one tap', async () => {
    const one = bar();
    await one.tap('返回出行服务');
    expect(phone.wx.went).toEqual(['navigateBack 1']);
    expect(one.byClass('way-home__stuck')).toEqual([]);
  });

  it('says what to do when it is stuck', async () => {
    for (const name of ['navigateBack', 'reLaunch']) phone.wx.failing.set(name, `${name}:fail`);
    const one = bar();
    await one.tap('返回出行服务');
    expect(one.one('way-home__stuck').text).toBe('没能自动返回，请点左上角的返回按钮');
    expect(one.one('way-home__stuck').attribute('aria-role')).toBe('alert');
  });

  it('works again after it was stuck', async () => {
    for (const name of ['navigateBack', 'reLaunch']) phone.wx.failing.set(name, `${name}:fail`);
    const one = bar();
    await one.tap('返回出行服务');
    phone.wx.failing.clear();
    await one.tap('返回出行服务');
    expect(phone.wx.went).toHaveLength(3);
    expect(one.byClass('way-home__stuck')).toEqual([]);
  });
});
