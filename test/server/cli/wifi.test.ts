// Cards on Wi-Fi pages as an operator puts them.
import { demoWechatApp } from '../../../server/settings/wechat.ts';
import { startWechatSimulator, type WechatSimulator } from '../../simulator/wechat/simulator.ts';
import { type CliKit, createCliKit, type Json, type Ran, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
let wechat: WechatSimulator;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  const cards = [{ cardId: 'pB1', validUntilAt: Date.UTC(2100, 0, 1) }];
  wechat = await startWechatSimulator({ port: 0, app: demoWechatApp, cards, shops: [7] });
  env = { WECHAT_BASE_URL: wechat.url, WECHAT_TIMEOUT_MS: '2000' };
});
afterEach(async () => {
  await wechat.close();
  kit.remove();
});

const run = (...argv: string[]) => kit.runWith({ env }, 'wifi', ...argv);

async function json(...argv: string[]): Promise<Json> {
  return JSON.parse((await run(...argv, '--json')).stdout);
}

/** On a store that only production has seen. */
async function inProduction(...argv: string[]): Promise<Ran> {
  const fresh = createCliKit();
  const production = { NODE_ENV: 'production', MASTER_KEY: 'a'.repeat(64) };
  return fresh.runWith({ env: production }, ...argv).finally(() => fresh.remove());
}

const window = ['--from', '2026-02-01 08:00', '--to', '2099-02-08T08:00:00+08:00'];
const put = ['set', '--shop', '7', '--card', 'pB1', '--describe', '10元代金券', ...window];
const shown = {
  shop_id: 7,
  card_id: 'pB1',
  card_describe: '10元代金券',
  start_time: '2026-02-01T08:00:00.000+08:00',
  end_time: '2099-02-08T08:00:00.000+08:00',
};

it('puts a card, shows it and remembers it', async () => {
  await setUpStock(kit);
  const done = await json(...put, '--quantity', '5', '--stock', 't1');
  expect(done).toMatchObject({ ...shown, outcome: 'ok', errcode: 0, card_quantity: 5, stock_id: 't1' });
  expect(await json('get', '--shop', '7')).toEqual({ ...shown, card_status: 'in effect' });
  expect(await json('history')).toEqual([done]);
  expect(await json('history', '--shop', '0')).toEqual([]);
  expect((await run('history', '--limit', '1')).stdout).toMatch(/operator +7 +pB1 +10元代金券 .* t1 +ok\n$/);
});

it('tells in plain words why WeChat refused', async () => {
  const ran = await run(...put, '--card', 'pB2');
  expect(ran).toMatchObject({ code: 2, stderr: '' });
  expect(ran.stdout).toContain('9008001 card not found');
  expect(ran.stdout).toContain('WeChat does not find the card');
  expect(ran.stdout).toContain("check the card_id in the card's details");
  expect(await json('history')).toMatchObject([{ outcome: 'refused', errcode: 9008001 }]);
});

it('ends with 1 where it does not know', async () => {
  wechat.fail({ kind: 'drop', path: '/bizwifi/couponput/set' });
  const ran = await run(...put);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('look with "wifi get"');
  expect((await run('history')).stdout).toContain('unknown the connection failed');
  expect((await run('get', '--shop', '7')).stdout).toContain('in effect');
});

it('shows an attempt whose process died as unknown', async () => {
  await run(...put);
  await kit.sql("UPDATE wifi_delivery SET outcome = 'asked', errcode = NULL");
  expect(await json('history')).toMatchObject([{ outcome: 'unknown' }]);
  expect((await run('history')).stdout).toContain('unknown: no answer was written down');
});

it('says that nothing is there', async () => {
  expect((await run('get', '--shop', '0')).stdout).toBe('Nothing is on the Wi-Fi page of all stores.\n');
  expect((await run('history')).stdout).toContain('Nothing was put yet');
  expect(await run('get', '--shop', '8')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('9002009'),
  });
});

it.each([
  ['an end before the start', ['--to', '2026-01-01 08:00'], 'end must come after the start'],
  ['19 emoji', ['--describe', '🚗'.repeat(19)], '19 characters'],
  ['store -1', ['--shop', '-1'], 'whole number'],
  ['a quantity of nothing', ['--quantity', '0'], 'whole number from 1'],
  ['no such time', ['--from', '2026-02-30 08:00'], 'must be a time such as'],
  ['no such stock', ['--stock', 'nowhere'], 'there is no stock nowhere'],
])('refuses %s before it asks', async (_, changed, says) => {
  const ran = await run(...put, ...changed);
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  expect(wechat.calls).toEqual([]);
});

it('is switched off in production unless it is set', async () => {
  const ran = await inProduction('wifi', 'get', '--shop', '7');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toBe('error: WeChat is switched off: set WECHAT_APP_ID and WECHAT_APP_SECRET\n');
});

it('says where demo mode plays WeChat', async () => {
  const ran = await kit.run('wifi', 'get', '--shop', '7');
  expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('only while "npm start" runs') });
});

describe('the doctor', () => {
  const finding = ({ stdout }: Ran) =>
    (JSON.parse(stdout) as Json).findings.find(({ about }: Json) => about === 'wechat');
  const about = async (more: NodeJS.ProcessEnv) =>
    finding(await kit.runWith({ env: more }, 'doctor', '--json'));

  it('gets an access token, or says why not', async () => {
    expect(await about(env)).toMatchObject({ state: 'ok', says: expect.stringContaining('an access token') });
    const wrong = { ...env, WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 's' };
    expect(await about(wrong)).toMatchObject({
      state: 'fail',
      says: expect.stringContaining('40013'),
      advice: 'check WECHAT_APP_ID',
    });
  });

  it('says that it is off, or simulated', async () => {
    expect(await about({})).toMatchObject({ state: 'ok', says: expect.stringContaining('simulated') });
    const off = finding(await inProduction('doctor', '--json'));
    expect(off).toMatchObject({ state: 'ok', says: expect.stringContaining('off') });
  });
});
