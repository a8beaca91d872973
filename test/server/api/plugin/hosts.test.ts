// Which mini-program a session comes from: one that was set up, and that WeChat has signed for where that can be told.
import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { setPluginHost } from '../../../../server/usecase/plugin-host.ts';
import { expectData, expectFailure } from './expect.ts';
import { refererOf, sharedVisits } from './visits.ts';

const visits = sharedVisits();
const hostAppId = sampleHostAppId;

describe('a host', () => {
  const opening = (headers: OutgoingHttpHeaders) =>
    visits().open({ openpid: 'o', query: { user_code: 'u' }, headers });

  it.each([
    ['an empty Referer', ''],
    ['an unknown AppId', 'https://servicewechat.com/wx9999999999999999/1/page-frame.html'],
    ['another site', `https://evil.example/${hostAppId}/1/page-frame.html`],
    ['a site that only begins alike', `https://servicewechat.com.evil.example/${hostAppId}/1/`],
    ['no TLS', `http://servicewechat.com/${hostAppId}/1/page-frame.html`],
    ['nothing behind the AppId', `https://servicewechat.com/${hostAppId}`],
    ['an AppId further behind', `https://servicewechat.com/x/${hostAppId}/1/page-frame.html`],
    ['another site that names it', `https://evil.example/?https://servicewechat.com/${hostAppId}/1/`],
    ['a user in front', `https://servicewechat.com@evil.example/${hostAppId}/1/`],
  ])('is refused with %s', async (_, referer) => {
    expectFailure(await opening({ referer }), 'hostRefused');
  });

  it('is refused with no Referer', async () => {
    expectFailure(await visits().send('session', '{"code":"c"}'), 'hostRefused');
  });

  it('is refused before WeChat is asked', async () => {
    const { wechat } = visits();
    const before = wechat.calls.length;
    await opening({ referer: 'https://servicewechat.com/wx9999999999999999/1/page-frame.html' });
    expect(wechat.calls.length).toBe(before);
  });

  it('is known as soon as another process has added it', async () => {
    const { server, open } = visits();
    const other = 'wx3333333333333333';
    const { useCases } = server.context;
    const stale = { ...useCases, directory: { ...useCases.directory, refresh: async () => false } };
    const host = { hostAppId: other, tenantId: 'demo', appChannelId: 1, returnRules: noRules };
    await setPluginHost(stale, host);
    const query = { user_code: 'elsewhere', return_url: '/pages/order' };
    const answer = await open({ openpid: 'o-elsewhere', query, headers: refererOf(other) });
    expect(expectData('session', answer).returnTarget).toEqual({ kind: 'none' });
  });
});

const noRules = { pages: [], tabs: [], apps: [] };

describe("the host's signature", () => {
  const token = 'the-plugins-token';
  const signed = sharedVisits({ env: { PLUGIN_TOKEN: token } });
  let people = 0;

  const signature = (noncestr: string, timestamp: string | number, by = token, appId: string = hostAppId) =>
    createHash('sha1')
      .update([appId, noncestr, String(timestamp), by].sort().join(''))
      .digest('hex');
  const openWith = (hostSign: unknown) => {
    people += 1;
    const text = typeof hostSign === 'string' ? hostSign : JSON.stringify(hostSign);
    const headers = hostSign === undefined ? {} : { 'x-wechat-hostsign': text };
    return signed().open({ openpid: `signed${people}`, query: { user_code: `signed${people}` }, headers });
  };
  const seconds = () => Math.floor(signed().clock.now() / 1000);

  it('lets in with the right one', async () => {
    for (const timestamp of [seconds(), String(seconds()), seconds() - 300, seconds() + 300]) {
      const noncestr = `nonce${timestamp}`;
      const sign = { noncestr, timestamp, signature: signature(noncestr, timestamp) };
      expectData('session', await openWith(sign));
    }
  });

  it('lets in with capital digits', async () => {
    const sign = signature('n', seconds()).toUpperCase();
    expectData('session', await openWith({ noncestr: 'n', timestamp: seconds(), signature: sign }));
  });

  it.each<[string, () => unknown]>([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['no JSON', () => 'signature'],
    ['no object', () => '"x"'],
    ['without a signature', () => ({ noncestr: 'n', timestamp: seconds() })],
    ['of another length', () => ({ noncestr: 'n', timestamp: seconds(), signature: 'ab' })],
    ['longer', () => ({ noncestr: 'n', timestamp: seconds(), signature: `${signature('n', seconds())}ab` })],
    ['later', () => ({ noncestr: 'n', timestamp: seconds(), signature: `ab${signature('n', seconds())}` })],
    [
      'by another token',
      () => ({ noncestr: 'n', timestamp: seconds(), signature: signature('n', seconds(), 'other') }),
    ],
    [
      'of another host',
      () => ({ noncestr: 'n', timestamp: seconds(), signature: signature('n', seconds(), token, 'wx2') }),
    ],
    [
      'of another nonce',
      () => ({ noncestr: 'm', timestamp: seconds(), signature: signature('n', seconds()) }),
    ],
    [
      'stale',
      () => ({ noncestr: 'n', timestamp: seconds() - 301, signature: signature('n', seconds() - 301) }),
    ],
    [
      'of tomorrow',
      () => ({ noncestr: 'n', timestamp: seconds() + 86_400, signature: signature('n', seconds() + 86_400) }),
    ],
    ['of no time', () => ({ noncestr: 'n', timestamp: 'soon', signature: signature('n', 'soon') })],
  ])('keeps out when it is %s', async (_, hostSign) => {
    expectFailure(await openWith(hostSign()), 'hostRefused');
  });
});
