// Opening a session: whom WeChat proves, and what the answer says.
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { expectData, expectFailure } from './expect.ts';
import { refererOf, sharedVisits, startVisits } from './visits.ts';

const visits = sharedVisits();
const hostAppId = sampleHostAppId;
const aMinute = 60_000;

describe('a session', () => {
  it('is opened with a login code and a user_code', async () => {
    const { clock, open } = visits();
    const query = { user_code: 'first', return_url: '/pages/order?id=1', stock_id: 'test001' };
    expect(expectData('session', await open({ openpid: 'openpid-1', query }))).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: clock.now() + 12 * 3_600_000,
      returnTarget: { kind: 'page', path: '/pages/order?id=1' },
      stockId: 'test001',
    });
  });

  it('is another one each time', async () => {
    const { open } = visits();
    const opening = { openpid: 'openpid-2', query: { user_code: 'second' } };
    const tokens = await Promise.all([open(opening), open(opening)]);
    expect(new Set(tokens.map((answer) => expectData('session', answer).token)).size).toBe(2);
  });

  it('leads home where the return address is refused', async () => {
    const { open } = visits();
    const query = { user_code: 'third', return_url: 'plugin://evil/page' };
    const answer = await open({ openpid: 'openpid-3', query });
    expect(expectData('session', answer).returnTarget).toEqual({ kind: 'page', path: '/launch/launch' });
  });

  it('takes the first name in the query that says something', async () => {
    const { open } = visits();
    const query = {
      ...{ user_code: 'undefined', userCode: 'fourth', stock_id: 'null', stockId: ' ' },
      ...{ return_url: 'null', returnUrl: '', back_url: '/pages/mine/mine', ticket: 'undefined' },
    };
    const data = expectData('session', await open({ openpid: 'openpid-4', query }));
    expect(data.returnTarget).toEqual({ kind: 'tab', path: '/pages/mine/mine' });
    expect(data).not.toHaveProperty('stockId');
    const again = { openpid: 'openpid-4', query: { user_code: 'fourth' } };
    expectData('session', await open(again));
  });

  it('is over after twelve hours', async () => {
    const { visitor, pass } = visits();
    const { ask, get } = await visitor();
    await pass(12 * 3_600_000 - 1);
    await get('coupons', {});
    await pass(1);
    expectFailure(await ask('coupons', {}), 'sessionOver');
  });

  it.each([
    ['no code', { query: {} }],
    ['a code that is no text', { code: 7 }],
    ['an empty code', { code: '' }],
    ['a long code', { code: 'c'.repeat(257) }],
    ['a query that is a list', { code: 'c', query: ['a'] }],
    ['a number in the query', { code: 'c', query: { user_code: 7 } }],
    ['a value of 2,049 characters', { code: 'c', query: { a: 'a'.repeat(2_049) } }],
    ['another language', { code: 'c', language: 'fr' }],
    ['no object', 'hello'],
    ['a list', []],
    ['null', null],
  ])('is not opened by a body with %s', async (_, body) => {
    const answer = await visits().send('session', JSON.stringify(body), refererOf(hostAppId));
    expectFailure(answer, 'badRequest');
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['17 KB', JSON.stringify({ code: 'c', padding: 'x'.repeat(17_000) })],
  ])('is not opened by %s', async (_, body) => {
    expectFailure(await visits().send('session', body, refererOf(hostAppId)), 'badRequest');
  });

  it('pollutes nothing by its query', async () => {
    const body = `{"code":"c","query":{"__proto__":"x","constructor":"y"}}`;
    expectFailure(await visits().send('session', body, refererOf(hostAppId)), 'loginFailed');
    expect({}).not.toHaveProperty('x');
  });
});

describe('a login code', () => {
  const query = { user_code: 'coded' };
  const newCode = () => visits().wechat.issueCode('coded');

  it('is refused when WeChat does not know it', async () => {
    expectFailure(await visits().open({ code: 'no-such-code', query }), 'loginFailed');
  });

  it('is refused when it was used', async () => {
    const code = newCode();
    expectData('session', await visits().open({ code, query }));
    expectFailure(await visits().open({ code, query }), 'loginFailed');
  });

  it('is refused after five minutes', async () => {
    const code = newCode();
    await visits().pass(5 * aMinute);
    expectFailure(await visits().open({ code, query, language: 'en' }), 'loginFailed', { language: 'en' });
  });

  it('may be sent again after WeChat was down', async () => {
    const { wechat, open } = visits();
    const code = newCode();
    wechat.fail({ kind: 'html', path: '/wxa/getpluginopenpid' });
    expectFailure(await open({ code, query }), 'systemError');
    expectData('session', await open({ code, query }));
  });

  it('is of no use while nobody answers for WeChat', async () => {
    const off = await startVisits({ env: { WECHAT_BASE_URL: 'http://127.0.0.1:9' } });
    expectFailure(await off.open({ query }), 'systemError');
  });
});
