// The way home: the chosen call, what follows when it fails, and what the host is told.
import type { ReturnTarget } from '../../../shared/plugin/messages/views.ts';
import { aSession } from '../kit/builders.ts';
import { newPhone, type Phone, pluginModule, settle } from '../kit/phone.ts';

const appId = 'wx65cc950f42e8fff1';
let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

async function visitWith(returnTarget: ReturnTarget, told: unknown[] = []) {
  phone.server.answers('session', aSession({ returnTarget }));
  const { visitOf } = pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit');
  const visit = visitOf({}, { emit: (name, detail) => told.push({ name, detail }) });
  visit.openPages = 2;
  await visit.launch();
  const way = pluginModule<typeof import('../../../plugin/services/way-home.ts')>('services/way-home');
  return { visit, ...way };
}

describe('goHome', () => {
  it.each([
    [{ kind: 'page', path: '/a' }, 'redirectTo /a?coupon_result=none'],
    [{ kind: 'tab', path: '/a' }, 'switchTab /a'],
    [{ kind: 'app', appId, path: '/a' }, `navigateToMiniProgram ${appId} /a?coupon_result=none`],
    [{ kind: 'none' }, 'navigateBack 2'],
  ] as const)('leads to %j by one call', async (target, call) => {
    const { visit, goHome } = await visitWith(target);
    expect(await goHome(visit)).toBe('left');
    expect(phone.wx.went).toEqual([call]);
  });

  it.each([
    [
      { kind: 'page', path: '/a' },
      ['redirectTo /a?coupon_result=none', 'reLaunch /a?coupon_result=none', 'navigateBack 2'],
    ],
    [{ kind: 'tab', path: '/a' }, ['switchTab /a', 'reLaunch /a', 'navigateBack 2']],
    [
      { kind: 'app', appId, path: '' },
      [`navigateToMiniProgram ${appId} `, 'reLaunch /launch/launch?target=index', 'navigateBack 2'],
    ],
    [{ kind: 'none' }, ['navigateBack 2', 'reLaunch /launch/launch?target=index']],
  ] as const)('tries everything for %j before it gives up', async (target, calls) => {
    for (const name of ['redirectTo', 'switchTab', 'navigateToMiniProgram', 'reLaunch', 'navigateBack'])
      phone.wx.failing.set(name, `${name}:fail page not found`);
    const { visit, goHome } = await visitWith(target);
    expect(await goHome(visit)).toBe('stuck');
    expect(phone.wx.went).toEqual(calls);
    expect(visit.leaving).toBe(false);
  });

  it('takes a no to WeChat for an answer', async () => {
    phone.wx.failing.set('navigateToMiniProgram', 'navigateToMiniProgram:fail cancel');
    const { visit, goHome } = await visitWith({ kind: 'app', appId, path: '/a' });
    expect(await goHome(visit)).toBe('cancelled');
    expect(phone.wx.went).toHaveLength(1);
  });

  it('opens another mini-program within the tap itself', async () => {
    const { visit, goHome } = await visitWith({ kind: 'app', appId, path: '/a' });
    void goHome(visit);
    expect(phone.wx.went).toHaveLength(1);
  });

  it('survives a call that this WeChat does not have', async () => {
    const { visit, goHome } = await visitWith({ kind: 'page', path: '/a' });
    Object.assign(globalThis, { wx: { ...phone.wx.api, redirectTo: undefined } });
    expect(await goHome(visit)).toBe('left');
    expect(phone.wx.went).toEqual(['reLaunch /a?coupon_result=none']);
  });

  it('carries the result home, in the address and to the opener', async () => {
    const told: unknown[] = [];
    const { visit, goHome } = await visitWith({ kind: 'page', path: '/a' }, told);
    visit.happened('claimed', { stockId: 's', couponId: 'c' });
    await goHome(visit);
    expect(phone.wx.went).toEqual(['redirectTo /a?coupon_result=claimed']);
    expect(told.at(-1)).toEqual({ name: 'coupon_result', detail: { result: 'claimed' } });
  });

  it('opens nothing that has the wrong shape, though the server says so', async () => {
    const { visit, goHome } = await visitWith({ kind: 'page', path: 'https://evil.example' });
    await goHome(visit);
    expect(phone.wx.went).toEqual(['navigateBack 2']);
  });
});

test('a page of ours that appears on the way out leads on', async () => {
  const { visit, goHome } = await visitWith({ kind: 'none' });
  await goHome(visit);
  const { showPage } = pluginModule<typeof import('../../../plugin/services/stay.ts')>('services/stay');
  const { newCancel } = pluginModule<typeof import('../../../plugin/services/cancel.ts')>('services/cancel');
  expect(showPage({ visit, cancel: newCancel() })).toBe(false);
  await settle();
  expect(phone.wx.went).toEqual(['navigateBack 2', 'reLaunch /launch/launch?target=index']);
  expect(showPage({ visit, cancel: newCancel() })).toBe(true);
});
