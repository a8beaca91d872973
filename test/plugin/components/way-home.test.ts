// The bar that leads home: always there, busy while it leads, and honest when it cannot.
import { newPhone, type Phone, pluginModule, settle } from '../kit/phone.ts';
import { show } from '../kit/stage.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

function bar() {
  const { seen } = show('components/way-home/way-home');
  const visits = pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit');
  visits.visitOf({}, {});
  return seen;
}

describe('way-home', () => {
  it('leads back where nothing else is known', async () => {
    bar().tap('返回出行服务');
    await settle();
    expect(phone.wx.went).toEqual(['navigateBack 1']);
  });

  it('says what to do when nothing works', async () => {
    for (const name of ['navigateBack', 'reLaunch']) phone.wx.failing.set(name, `${name}:fail`);
    const seen = bar();
    seen.tap('返回出行服务');
    await settle();
    expect(seen.byRole('alert')[0]?.text).toBe('没能自动返回，请点左上角的返回按钮');
  });

  it('takes a double tap for one', async () => {
    const seen = bar();
    seen.tap('返回出行服务');
    seen.tap('返回出行服务');
    await settle();
    expect(phone.wx.went).toHaveLength(1);
  });
});

test('an icon is passed over by screen readers', () => {
  const { seen } = show('components/cp-icon/cp-icon', { name: 'ban' });
  expect(seen.one('cp-icon--ban').attribute('aria-hidden')).toBe('true');
});
