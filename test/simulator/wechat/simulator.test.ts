// The simulated WeChat keeps the rules that ours has to live with.
import { atEnd } from '../../kit/at-end.ts';
import { createClock, noon } from '../../kit/clock.ts';
import { httpPost, httpSend } from '../../kit/http.ts';
import { startWechatSimulator } from './simulator.ts';

const app = { appId: 'wxtest', secret: 's' };
const asked = { grant_type: 'client_credential', appid: 'wxtest', secret: 's' };
const minuteMs = 60_000;

async function start() {
  const clock = createClock();
  const cards = [
    { cardId: 'good', validUntilAt: noon + 10_000 },
    { cardId: 'pending', validUntilAt: noon + 10_000, state: 'pending' },
    { cardId: 'foreign', validUntilAt: noon + 10_000, state: 'foreign' },
    { cardId: 'empty', validUntilAt: noon + 10_000, quantity: 0 },
  ] as const;
  const wechat = await startWechatSimulator({ port: 0, app, now: clock.now, cards, shops: [7] });
  atEnd(() => wechat.close());
  const post = async (path: string, body: unknown) =>
    (await httpPost(wechat.url + path, JSON.stringify(body))).json;
  const token = (more: object = {}) => post('/cgi-bin/stable_token', { ...asked, ...more });
  const call = (access_token: string, name = 'couponput/get', body: unknown = { shop_id: 7 }) =>
    post(`/bizwifi/${name}?access_token=${access_token}`, body);
  return { clock, wechat, post, token, call };
}

describe('stable_token', () => {
  it('gives the same token until five minutes before its end', async () => {
    const { clock, token } = await start();
    const first = await token();
    expect(first).toEqual({ access_token: expect.stringMatching(/^[\w-]{512}$/), expires_in: 7200 });
    clock.advance(115 * minuteMs - 1);
    expect(await token()).toEqual({ ...first, expires_in: 300 });
    clock.advance(1);
    expect((await token()).access_token).not.toBe(first.access_token);
  });

  it('lets an old token go on to its end', async () => {
    const { clock, token, call } = await start();
    const { access_token: old } = await token();
    clock.advance(116 * minuteMs);
    await token();
    expect(await call(old)).toMatchObject({ errcode: 0 });
    clock.advance(4 * minuteMs);
    expect(await call(old)).toMatchObject({ errcode: 42001 });
  });

  it('ends the old one by force, every thirty seconds at most', async () => {
    const { clock, wechat, token, call } = await start();
    const { access_token: old } = await token();
    const { access_token: forced } = await token({ force_refresh: true });
    expect(await call(old)).toMatchObject({ errcode: 40001 });
    expect(await call(forced)).toMatchObject({ errcode: 0 });
    clock.advance(29_999);
    expect(await token({ force_refresh: true })).toMatchObject({ errcode: 45011 });
    wechat.advance(1);
    expect((await token({ force_refresh: true })).access_token).toMatch(/./);
    expect(wechat.tokenCounts).toEqual({ asked: 4, forced: 3 });
  });

  it.each([
    [{ grant_type: 'password' }, 40002],
    [{ appid: 'wxother' }, 40013],
    [{ secret: 'x' }, 40125],
  ])('refuses %j', async (changes, errcode) => {
    const { token } = await start();
    expect(await token(changes)).toMatchObject({ errcode });
  });

  it('refuses calls without a token, and by GET', async () => {
    const { wechat, call } = await start();
    expect(await call('')).toMatchObject({ errcode: 41001 });
    expect(await call('made-up')).toMatchObject({ errcode: 40001 });
    expect((await httpSend('GET', `${wechat.url}/cgi-bin/stable_token`)).json).toMatchObject({
      errcode: 43002,
    });
  });
});

describe('couponput', () => {
  const put = { shop_id: 7, card_id: 'good', card_describe: '券', start_time: 1, end_time: 2 };

  it.each<[changes: object, errcode: number]>([
    [{}, 0],
    [{ shop_id: 0 }, 0],
    [{ card_quantity: 1 }, 0],
    [{ card_quantity: 0 }, 40122],
    [{ shop_id: 8 }, 9002009],
    [{ shop_id: '7' }, 9002008],
    [{ shop_id: undefined }, 9002007],
    [{ card_id: undefined }, 41012],
    [{ card_id: 'none' }, 9008001],
    [{ card_id: 'pending' }, 40078],
    [{ card_id: 'foreign' }, 45030],
    [{ card_id: 'empty' }, 45031],
    [{ card_describe: '' }, 9002007],
    [{ card_describe: '🚗'.repeat(18) }, 0],
    [{ card_describe: '🚗'.repeat(19) }, 45021],
    [{ end_time: 1 }, 40079],
    [{ end_time: noon / 1_000 + 11 }, 9008002],
  ])('answers %j with %i', async (changes, errcode) => {
    const { token, call } = await start();
    const { access_token } = await token();
    expect(await call(access_token, 'couponput/set', { ...put, ...changes })).toMatchObject({ errcode });
  });
});

describe('a phone that is played from outside', () => {
  it('logs in and is known by its code, once', async () => {
    const { post, token } = await start();
    const { code } = await post('/simulator/plugin-login', { openpid: 'somebody' });
    const { access_token } = await token();
    const whois = () => post(`/wxa/getpluginopenpid?access_token=${access_token}`, { code });
    expect(await whois()).toMatchObject({ errcode: 0, openpid: 'somebody' });
    expect(await whois()).toMatchObject({ errcode: 40163 });
    expect(await post('/simulator/plugin-login', {})).toMatchObject({ errcode: 47001 });
  });
});
