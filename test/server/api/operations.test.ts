// What those who run the server ask it.
import { sharedTestServer, startTestServer } from '../../kit/server.ts';

const server = sharedTestServer();

describe('/livez', () => {
  it('says that somebody is there', async () => {
    const { status, json } = await server().send('GET', '/livez');
    expect([status, json]).toEqual([200, { live: true }]);
  });
});

describe('/readyz', () => {
  it('says that requests may come', async () => {
    const { status, json } = await server().send('GET', '/readyz');
    expect([status, json]).toEqual([200, { ready: true, reasons: [] }]);
  });

  it('fails before the server stops listening', async () => {
    const stopping = await startTestServer({ env: { DRAIN_GRACE_MS: '1000' } });
    const stopped = stopping.stop();
    const { status, json, headers } = await stopping.send('GET', '/readyz', { headers: {} });
    expect([status, json]).toEqual([503, { ready: false, reasons: ['draining'] }]);
    expect(headers.connection).toBe('close');
    await stopped;
  });
});

describe('/metrics', () => {
  const scrape = async () => (await server().send('GET', '/metrics')).text;

  it('is text that Prometheus reads', async () => {
    const { status, headers, text } = await server().send('GET', '/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of text.split('\n').filter((each) => each !== '')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? (-?[\d.]+(e[+-]?\d+)?|NaN|[+-]Inf))$/);
    }
  });

  it('counts calls by interface and code', async () => {
    await server().claim();
    await server().claim({ stock_id: 'none' });
    await server().call('stock.query', { stock_id: 'test001', sign: 'X' });
    await server().post('stock.query', 'nonsense');
    const text = await scrape();
    expect(text).toMatch(/^chelian_requests_total\{interface="coupon.receive",code="0"\} 1$/m);
    expect(text).toMatch(/^chelian_requests_total\{interface="coupon.receive",code="410001"\} 1$/m);
    expect(text).toMatch(/^chelian_requests_total\{interface="stock.query",code="400005"\} 1$/m);
    expect(text).toMatch(/^chelian_requests_total\{interface="stock.query",code="400000"\} 1$/m);
    expect(text).toMatch(/^chelian_request_seconds_count\{interface="coupon.receive"\} 2$/m);
  });

  it('counts what became of claims', async () => {
    const claim = { user_code: 'counted', request_id: 'counted' };
    const before = await scrape();
    const count = (text: string, result: string) =>
      Number(new RegExp(`^chelian_claims_total\\{result="${result}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    await server().claim(claim);
    await server().claim(claim);
    await server().claim({ ...claim, request_id: 'another' });
    const after = await scrape();
    for (const result of ['issued', 'repeated', 'userLimitReached']) {
      expect(count(after, result)).toBe(count(before, result) + 1);
    }
  });

  it('has no label that callers can choose', async () => {
    await server().claim({ stock_id: 'canary-stock', user_code: 'canary-user', api_key: 'canary-key' });
    await server().send('POST', '/sp/canary-path', { body: '{}' });
    expect(await scrape()).not.toContain('canary');
  });
});
