// Secrets and phones that would be recognised anywhere go through every way in, in calls that succeed and calls that fail. Afterwards they are
// looked for in the log at its most talkative, the store, the metrics, and whatever a refused call was answered.
import { runCli } from '../../server/cli/program.ts';
import { demoWechatApp } from '../../server/settings/wechat.ts';
import { storeEnv } from '../kit/engine.ts';
import type { HttpAnswer } from '../kit/http.ts';
import { logLines } from '../kit/log-lines.ts';
import { claimFor, type MerchantKey, newCustomer, v2Body } from '../kit/merchant.ts';
import { runningStock } from '../kit/stocks.ts';
import { sharedVisits, ticketKey } from '../server/api/plugin/visits.ts';
import { storedText } from './places.ts';
import { findSpills } from './spill.ts';

const secrets = {
  apiSecret: 'CanaryApiSecretYellowFeather',
  openKey: 'CanaryOpenKeySingsInTheMineEveryDayUntilItDoesNot',
  payPassword: '73519042',
  wrongPassword: '46813057',
  phone: '13977770042',
  refusedPhone: '13977770043',
  issuedPhone: '13977770044',
  cipherPhone: 'CanaryCipherPhone+/=',
  appSecret: demoWechatApp.secret,
  ticketKey,
};

const lines = logLines('trace');
const answers: string[] = [];
/** By each command. */
const printed: string[] = [];
const shared = sharedVisits({ log: lines.log, now: Date.now });
/** What was made up on the way. */
const found: Record<string, string> = {};

async function sp(stdin: string, ...argv: string[]) {
  const io = { stdout: '', stderr: '' };
  const writeTo = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      io[name] += text;
    },
  });
  const code = await runCli(['--json', '--tenant', 'demo', ...argv], {
    env: await storeEnv(shared().server.dataDir),
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: writeTo('stdout'),
    stderr: writeTo('stderr'),
    stopped: () => new Promise(() => {}),
  });
  printed.push(io.stdout + io.stderr);
  return { code, json: io.stdout === '' ? undefined : JSON.parse(io.stdout) };
}

/** Who is refused may not read anything of what was sent; who is served may, in what they asked for. */
function keepRefusal(answer: HttpAnswer): HttpAnswer {
  const served = answer.json?.code === 0 || answer.json?.data !== undefined;
  if (!served) answers.push(answer.text);
  return answer;
}

async function callsOfTencent(stockId: string): Promise<void> {
  const { server } = shared();
  const added = await sp(secrets.apiSecret, 'credential', 'add', '--api-key', 'CANARY', '--secret-stdin');
  expect(added.code).toBe(0);
  const credential = { apiKey: 'CANARY', secret: secrets.apiSecret, scheme: 'md5-suffix' as const };
  const options = { at: Date.now(), credential };
  const claim = async (more: object, by = options) =>
    keepRefusal(await server.claim({ stock_id: stockId, ...more }, by));
  const served = await claim({ mobile_phone: secrets.phone });
  expect(served.json.code).toBe(0);
  expect((await claim({ mobile_phone: secrets.cipherPhone })).json.code).toBe(0);
  await claim({ mobile_phone: secrets.refusedPhone, stock_id: 'nothing' });
  await claim({ mobile_phone: secrets.refusedPhone, user_code: '' });
  await claim({ mobile_phone: { number: secrets.refusedPhone } });
  await claim({ mobile_phone: secrets.refusedPhone }, { ...options, at: 0 });
  await claim({ mobile_phone: secrets.refusedPhone, sign: secrets.apiSecret });
  await sp('', 'coupon', 'issue', '--stock', stockId, '--user', 'u-issued', '--phone', secrets.issuedPhone);
  await sp(
    '',
    'coupon',
    'issue',
    '--stock',
    'nothing',
    '--user',
    'u-issued',
    '--phone',
    secrets.refusedPhone,
  );
  await sp('', 'coupon', 'show', served.json.data.coupon_id);
  await sp('', 'credential', 'list');
}

async function callsOfTills(stockId: string): Promise<void> {
  const { server } = shared();
  const { context } = server;
  const named = ['--account', 'naixue', '--open-id', 'canary', '--grant-code', 'g1'];
  expect((await sp(secrets.openKey, 'merchant', 'credential', 'add', ...named, '--key-stdin')).code).toBe(0);
  const key: MerchantKey = { openId: 'canary', openKey: secrets.openKey, grantCode: 'g1', account: 'naixue' };
  const call = async (action: string, params: object, by = key) =>
    keepRefusal(await server.send('POST', '/api/v2', { body: v2Body(by, action, params) }));
  const { customerId } = await newCustomer(context, 'u-paying', { rechargeFen: 10_000 });
  await sp(secrets.payPassword, 'wallet', 'password', customerId, '--stdin');
  const consume = { customerId, amount: '1.00', balance: '1.00', multiMark: 'S1' };
  for (const password of [secrets.wrongPassword, secrets.payPassword])
    await call('communal.user.consume', {
      ...consume,
      bizId: `b-${password.length}${password[0]}`,
      password,
    });
  const coupon = await claimFor(context, stockId, 'u-scanned');
  const { json } = await sp('', 'coupon', 'code', coupon.couponId);
  found['scanCode'] = json.code;
  // Who asks for a code is told it.
  printed.pop();
  for (const bizId of ['off1', 'off2'])
    await call('coupon.off-coupon', { code: json.code, bizId, multiMark: 'S1' });
  await call('coupon.off-coupon', { code: `${json.code.slice(0, -1)}x`, bizId: 'off3' });
  await call('communal.coupon.coupon-detail', { userCouponCode: json.code });
  await call('communal.coupon.coupon-detail', { userCouponCode: '1' }, { ...key, openKey: 'wrong' });
  await sp('', 'merchant', 'credential', 'list');
}

async function callsOfPhones(stockId: string): Promise<void> {
  const ticket = shared().ticket({ user: 'u-launched' });
  const opened = await shared().open({ openpid: 'canary-openpid', query: { ticket } });
  const { token } = opened.json.data;
  Object.assign(found, { launchTicket: ticket, session: token });
  keepRefusal(await shared().open({ openpid: 'somebody-else', query: { ticket } }));
  keepRefusal(await shared().open({ code: 'no-such-code', query: { ticket } }));
  const ask = async (name: 'offers' | 'claim' | 'coupon' | 'coupons', body: object, by = token) =>
    keepRefusal(await shared().send(name, JSON.stringify(body), { authorization: `Bearer ${by}` }));
  const offers = await ask('offers', { stockIds: [stockId] });
  const claimTicket = offers.json.data?.offers?.[0]?.ticket ?? '';
  found['claimTicket'] = claimTicket;
  await ask('claim', { ticket: claimTicket });
  await ask('claim', { ticket: `${claimTicket}x` });
  await ask('coupons', {});
  await ask('coupon', { couponId: token });
  await ask('coupons', {}, `${token}x`);
}

it('spills no secret and no phone', async () => {
  const { context, dataDir, send } = { ...shared().server, send: shared().server.send };
  const stockId = await runningStock(context, { max_coupons: 1_000 });
  await callsOfTencent(stockId);
  await callsOfTills(stockId);
  await callsOfPhones(stockId);
  const all = { ...secrets, ...found };
  for (const value of Object.values(all)) expect(value.length).toBeGreaterThan(7);
  expect(answers.length).toBeGreaterThan(10);
  const places = {
    log: lines.text(),
    store: await storedText(context.database, dataDir),
    metrics: (await send('GET', '/metrics')).text,
    refusals: answers.join('\n'),
    'command line': printed.join('\n'),
  };
  expect(places.log).toContain('CANARY');
  expect(places.store).toContain('139****0042');
  expect(places['command line']).toContain('"CANARY"');
  expect(findSpills(all, places)).toEqual([]);
}, 60_000);

describe('the search', () => {
  it('notices a line of the log', () => {
    const { log, text } = logLines();
    log.info({ note: `asked with ${secrets.phone}` }, 'a careless line');
    expect(findSpills(secrets, { log: text() })).toEqual([{ secret: 'phone', place: 'log' }]);
  });

  it('notices a column that is not sealed', async () => {
    const { context, dataDir } = shared().server;
    await context.database.transaction((tx) =>
      tx.run('UPDATE credential SET secret_sealed = ? WHERE api_key = ?', ['CanaryColumn', 'CANARY']),
    );
    const store = await storedText(context.database, dataDir);
    expect(findSpills({ careless: 'CanaryColumn' }, { store })).toHaveLength(1);
  });

  it.each(['base64', 'hex'] as const)('notices a secret as %s', (encoding) => {
    const text = Buffer.from(secrets.openKey).toString(encoding);
    expect(findSpills(secrets, { text })).toEqual([{ secret: 'openKey', place: 'text' }]);
  });
});
