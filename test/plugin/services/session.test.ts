// Signing in: once for everybody who waits, kept for the same launch, and never for another one.
import { aSession, day, now } from '../kit/builders.ts';
import { newPhone, type Phone, pluginModule } from '../kit/phone.ts';

let phone: Phone;
let newSessionDesk: typeof import('../../../plugin/services/session.ts').newSessionDesk;

beforeEach(() => {
  phone = newPhone();
  ({ newSessionDesk } =
    pluginModule<typeof import('../../../plugin/services/session.ts')>('services/session'));
});

const logins = () => phone.server.askedFor('session').length;

describe('a session', () => {
  it('is opened once for all that wait for it', async () => {
    const desk = newSessionDesk({});
    const [one, other] = await Promise.all([desk.get(), desk.get()]);
    expect(one).toEqual(other);
    expect(logins()).toBe(1);
  });

  it('is kept for the same launch', async () => {
    await newSessionDesk({ user_code: 'a' }).get();
    await newSessionDesk({ user_code: 'a' }).get();
    expect(logins()).toBe(1);
  });

  it('is never used for another launch', async () => {
    await newSessionDesk({ user_code: 'a' }).get();
    await newSessionDesk({ user_code: 'b' }).get();
    expect(logins()).toBe(2);
  });

  it('is opened anew shortly before it is over', async () => {
    phone.server.answers('session', aSession({ expiresAt: now + 60_000 }));
    const desk = newSessionDesk({});
    await desk.get();
    jest.setSystemTime(now + 31_000);
    await desk.get();
    expect(logins()).toBe(2);
  });

  it('is forgotten when the server refuses it', async () => {
    const desk = newSessionDesk({});
    await desk.get();
    desk.drop('token-1');
    expect(phone.wx.storage.size).toBe(0);
    await desk.get();
    expect(logins()).toBe(2);
  });

  it('survives the refusal of an older one', async () => {
    const desk = newSessionDesk({});
    await desk.get();
    desk.drop('token-0');
    await desk.get();
    expect(logins()).toBe(1);
  });

  it('is asked for again after a failure', async () => {
    phone.server.answers('session', 'offline', aSession());
    const desk = newSessionDesk({});
    expect(await desk.get()).toMatchObject({ ok: false, failure: { code: 'offline', retryable: true } });
    expect(await desk.get()).toMatchObject({ ok: true });
  });

  it('fails in words when WeChat gives no code', async () => {
    phone.wx.loginFails = true;
    expect(await newSessionDesk({}).get()).toMatchObject({ ok: false, failure: { code: 'login' } });
    phone.wx.connected = false;
    expect(await newSessionDesk({}).get()).toMatchObject({ ok: false, failure: { code: 'offline' } });
    expect(logins()).toBe(0);
  });

  it('works where the storage does not', async () => {
    const broken = () => {
      throw new Error('full');
    };
    Object.assign(globalThis, {
      wx: { ...phone.wx.api, getStorageSync: broken, setStorageSync: broken, removeStorageSync: broken },
    });
    const desk = newSessionDesk({});
    expect(await desk.get()).toMatchObject({ ok: true });
    expect(() => desk.drop('token-1')).not.toThrow();
  });

  it('is judged by the clock of the server', async () => {
    phone.server.clock = () => Date.now() + day;
    phone.server.answers('session', aSession({ expiresAt: now + day + 60_000 }));
    const desk = newSessionDesk({});
    await desk.get();
    jest.setSystemTime(now + 45_000);
    await desk.get();
    expect(logins()).toBe(2);
  });
});
