// One call over the wire: its outcome in every weather.
import { newPhone, type Phone, pluginModule, settle } from '../kit/phone.ts';

let phone: Phone;
let post: typeof import('../../../plugin/services/request.ts').post;
let newCancel: typeof import('../../../plugin/services/cancel.ts').newCancel;

beforeEach(() => {
  phone = newPhone();
  ({ post } = pluginModule<typeof import('../../../plugin/services/request.ts')>('services/request'));
  ({ newCancel } = pluginModule<typeof import('../../../plugin/services/cancel.ts')>('services/cancel'));
});

const call = (cancel = newCancel()) => post('https://x/plugin/v1/offers', {}, { withinMs: 1_000, cancel });

describe('post', () => {
  it.each([
    ['offline', 'offline'],
    ['timeout', 'timeout'],
    ['proxy page', 'unreadable'],
  ] as const)('makes a failure of %s', async (trouble, code) => {
    phone.server.answers('offers', trouble);
    expect(await call()).toMatchObject({ ok: false, failure: { code, retryable: true } });
  });

  it('aborts what is called off', async () => {
    phone.server.answers('offers', 'never');
    const cancel = newCancel();
    const outcome = call(cancel);
    await settle();
    cancel.cancel();
    expect(await outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(phone.wx.openRequests.size).toBe(0);
  });

  it('sends nothing once it is called off', async () => {
    const cancel = newCancel();
    cancel.cancel();
    expect(await call(cancel)).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(phone.server.asked).toEqual([]);
  });
});

describe('the server clock', () => {
  it('is taken from the answers', async () => {
    const { serverNow } = pluginModule<typeof import('../../../plugin/services/clock.ts')>('services/clock');
    phone.server.clock = () => Date.now() - 86_400_000;
    phone.server.answers('offers', { offers: [] });
    await call();
    expect(Math.abs(serverNow() - (Date.now() - 86_400_000))).toBeLessThanOrEqual(1_000);
  });

  it('does not jump by the seconds of the header', async () => {
    const { observeDate, serverNow } =
      pluginModule<typeof import('../../../plugin/services/clock.ts')>('services/clock');
    observeDate({ date: new Date(Date.now() + 1_000).toUTCString() });
    expect(serverNow() - Date.now()).toBe(1_500);
    observeDate({ date: new Date(Date.now()).toUTCString() });
    expect(serverNow() - Date.now()).toBe(1_500);
  });

  it.each([undefined, {}, { Date: 'never' }])('stays with %j', (header) => {
    const { observeDate, serverNow } =
      pluginModule<typeof import('../../../plugin/services/clock.ts')>('services/clock');
    observeDate(header);
    expect(serverNow()).toBe(Date.now());
  });
});

describe('settings', () => {
  const settings = () =>
    pluginModule<typeof import('../../../plugin/services/settings.ts')>('services/settings');

  it('lead a development version to another server', () => {
    settings().configure({ baseUrl: 'http://127.0.0.1:3000/' });
    expect(settings().serverUrl('/plugin/v1/offers')).toBe('http://127.0.0.1:3000/plugin/v1/offers');
  });

  it('lead a released version nowhere else', () => {
    phone.wx.envVersion = 'release';
    settings().configure({ baseUrl: 'https://evil.example', language: 'en' });
    expect(settings().serverUrl('/x')).toBe('https://coupon.example.com/x');
    expect(settings().language()).toBe('en');
  });

  it.each([
    ['zh_TW', 'zh'],
    ['en', 'en'],
    ['ja', 'en'],
  ])('speak to a phone in %s in %s', (phones, ours) => {
    phone.wx.language = phones;
    expect(settings().language()).toBe(ours);
  });
});
