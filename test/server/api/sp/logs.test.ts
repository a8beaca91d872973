// What the log says about calls, and what it must never say.
import { logLines } from '../../../kit/log-lines.ts';
import { startTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { sampleCredential } from '../../../shared/sp/samples.ts';
import { expectData, expectRefusal } from './expect.ts';

async function startLogged(level: 'trace' | 'info' = 'trace', env: NodeJS.ProcessEnv = {}) {
  const lines = logLines(level);
  return { lines, server: await startTestServer({ log: lines.log, env }) };
}

describe('the log of a call', () => {
  it('says who asked what and how it ended', async () => {
    const { lines, server } = await startLogged();
    await server.claim({ user_code: 'u', request_id: 'r', seq_id: 's', stock_id: 'none' });
    expect(await lines.line(/"sp call"/)).toMatchObject({
      interface: 'coupon.receive',
      api_key: sampleCredential.apiKey,
      seq_id: 's',
      user_code: 'u',
      request_id: 'r',
      stock_id: 'none',
      http: 200,
      resultCode: 410001,
      message: 'stock not found',
      ms: expect.any(Number),
    });
  });

  it.each([
    ['believes nobody about the address', '0', '127.0.0.1'],
    ['believes the proxy that is named', '127.0.0.1', '203.0.113.7'],
    ['believes no other proxy', '10.0.0.0/8', '127.0.0.1'],
  ])('%s', async (_, TRUST_PROXY, remote) => {
    const { lines, server } = await startLogged('trace', { TRUST_PROXY });
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' };
    await server.post('stock.query', signedCall({ stock_id: 'none' }), { headers });
    expect(await lines.line(/"sp call"/)).toMatchObject({ remote });
  });

  it('says which form of the signature matched', async () => {
    const { lines, server } = await startLogged();
    expectData('coupon.receive', await server.claim());
    expect(await lines.line(/"sp call"/)).toMatchObject({ match: 'slices', replay: false });
  });

  it('tells operators of replays and refusals only', async () => {
    const { lines, server } = await startLogged('info');
    const body = signedCall({ app_channel_id: 1, user_code: 'u', stock_id: 'test001', request_id: 'r' });
    expectData('coupon.receive', await server.post('coupon.receive', body));
    expect(lines.text()).not.toContain('sp call');
    expectData('coupon.receive', await server.post('coupon.receive', body));
    expect(await lines.line(/"sp call"/)).toMatchObject({ replay: true, resultCode: 0 });
    expectRefusal(await server.call('stock.query', { stock_id: 'none' }), 410001, /^stock not found$/);
    expect(await lines.line(/410001/)).toMatchObject({ replay: false });
  });

  it('holds no more of a caller’s values than one of ours has', async () => {
    const { lines, server } = await startLogged();
    const long = 'L'.repeat(3_000);
    const parameters = { user_code: long, stock_id: { long }, request_id: [long], seq_id: 7, api_key: null };
    expectRefusal(await server.claim(parameters), 400003, /^api_key: /);
    const line = await lines.line(/"sp call"/);
    expect(line).toMatchObject({ seq_id: 7, user_code: 'L'.repeat(64) });
    expect(JSON.stringify(line).length).toBeLessThan(500);
  });

  it('cannot be made to look like two lines', async () => {
    const { lines, server } = await startLogged();
    expectRefusal(
      await server.claim({ user_code: 'a\n{"level":60,"msg":"forged"}' }),
      400000,
      /^user_code: /,
    );
    await lines.line(/"sp call"/);
    for (const line of lines.text().trim().split('\n')) expect(JSON.parse(line).msg).not.toBe('forged');
  });
});

describe('the log never contains', () => {
  it('a phone number, a secret or a sign', async () => {
    const { lines, server } = await startLogged();
    const phone = '13987654321';
    const claim = { user_code: 'u', request_id: 'r', mobile_phone: phone, extra: 'canary-extra' };
    const bodies = [
      claim,
      { ...claim, user_code: 5 },
      { ...claim, stock_id: 'none' },
      { ...claim, timestamp: '1' },
    ];
    const signs: string[] = [];
    for (const parameters of bodies) {
      const body = signedCall({ app_channel_id: 1, stock_id: 'test001', ...parameters });
      signs.push(JSON.parse(body).sign);
      await server.post('coupon.receive', body);
      await server.post('coupon.receive', body.replace('"r"', '"s"'));
    }
    await server.claim({ ...claim, mobile_phone: { phone } });
    await server.claim({ ...claim, user_code: { mobile_phone: phone } });
    await server.claim({ ...claim, sign: 'canary-sign' });
    await server.post('coupon.receive', `{"mobile_phone":"${phone}","sign":"canary-sign"`);
    const text = lines.text();
    expect(text.match(/"sp call"/g)?.length).toBe(12);
    for (const secret of [phone, sampleCredential.secret, 'canary', ...signs])
      expect(text).not.toContain(secret);
  });

  it('keeps a phone out of the database too', async () => {
    const { server } = await startLogged();
    expectData('coupon.receive', await server.claim({ mobile_phone: '13987654321' }));
    const rows = await server.context.database.read.all('SELECT * FROM coupon');
    expect(JSON.stringify(rows)).toContain('139****4321');
    expect(JSON.stringify(rows)).not.toContain('13987654321');
  });
});
