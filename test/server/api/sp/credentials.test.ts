// Who may call: keys that are unknown, ended, rotated, new, or another tenant's (sp §2).

import { setChannel } from '../../../../server/usecase/channel.ts';
import { addCredential, disableCredential, rotateCredential } from '../../../../server/usecase/credential.ts';
import { createClock } from '../../../kit/clock.ts';
import { testContext } from '../../../kit/context.ts';
import { startTestServer } from '../../../kit/server.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { sampleCredential } from '../../../shared/sp/samples.ts';
import { expectData, expectRefusal } from './expect.ts';

const query = { stock_id: 'test001' };
const noPolling = { DELIVERY_POLL_MS: '60000' };

describe('an api_key', () => {
  const wrong: [string, unknown][] = [
    ['unknown', 'NOBODY'],
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['an array', [sampleCredential.apiKey]],
    ['an object', { toString: 1 }],
    ['a number', 1],
    ['__proto__', '__proto__'],
    ['in another case', sampleCredential.apiKey.toLowerCase()],
    ['with a blank', `${sampleCredential.apiKey} `],
  ];

  it('that is not ours is refused', async () => {
    const server = await startTestServer();
    for (const [, api_key] of wrong) {
      expectRefusal(await server.call('stock.query', { ...query, api_key }), 400003, /^api_key: /);
    }
  });

  it('that is not ours hides whether the sign fits', async () => {
    const server = await startTestServer();
    const stranger = { ...query, api_key: 'NOBODY' };
    const right = await server.call('stock.query', stranger);
    const wrong = await server.call('stock.query', { ...stranger, sign: 'X' });
    expect(right.text).toBe(wrong.text);
  });

  it('that was disabled is unknown', async () => {
    const server = await startTestServer();
    await disableCredential(server.context.useCases, sampleCredential.apiKey);
    expectRefusal(await server.call('stock.query', query), 400003, /^api_key: /);
  });

  it('that another process added works at once', async () => {
    const server = await startTestServer({ env: noPolling });
    const other = await testContext({ dataDir: server.dataDir });
    const credential = await addCredential({ ...other.useCases, seal: other.seal }, { tenantId: 'demo' });
    expectData('stock.query', await server.call('stock.query', query, { credential }));
  });

  it('may sign by the stronger scheme', async () => {
    const server = await startTestServer();
    const { useCases, seal } = server.context;
    const wanted = { tenantId: 'demo', scheme: 'hmac-sha256-suffix' } as const;
    const credential = await addCredential({ ...useCases, seal }, wanted);
    expectData('stock.query', await server.call('stock.query', query, { credential }));
    const weaker = { ...credential, scheme: 'md5-suffix' } as const;
    expectRefusal(await server.call('stock.query', query, { credential: weaker }), 400005, /^sign: /);
  });
});

describe('a rotated key', () => {
  it('works beside the new one for a while', async () => {
    const clock = createClock();
    const server = await startTestServer({ now: clock.now });
    const { useCases, seal } = server.context;
    const renewed = await rotateCredential({ ...useCases, seal }, sampleCredential.apiKey, 10_000);
    expectData('stock.query', await server.call('stock.query', query));
    expectData('stock.query', await server.call('stock.query', query, { credential: renewed }));
    clock.advance(9_999);
    expectData('stock.query', await server.call('stock.query', query));
    clock.advance(1);
    expectRefusal(await server.call('stock.query', query), 400003, /^api_key: /);
    expectData('stock.query', await server.call('stock.query', query, { credential: renewed }));
  });

  it('does not sign for the new one', async () => {
    const server = await startTestServer();
    const { useCases, seal } = server.context;
    const { apiKey } = await rotateCredential({ ...useCases, seal }, sampleCredential.apiKey, 10_000);
    const mixed = { ...sampleCredential, apiKey };
    expectRefusal(await server.call('stock.query', query, { credential: mixed }), 400005, /^sign: /);
  });

  it('claims the same coupon as the old one', async () => {
    const server = await startTestServer();
    const { useCases, seal } = server.context;
    const claim = { user_code: 'u', request_id: 'r' };
    const first = expectData('coupon.receive', await server.claim(claim));
    const credential = await rotateCredential({ ...useCases, seal }, sampleCredential.apiKey, 10_000);
    expect(expectData('coupon.receive', await server.claim(claim, { credential }))).toEqual(first);
  });
});

describe('a channel that another process added', () => {
  it('is known to a query at once', async () => {
    const server = await startTestServer({ env: noPolling });
    const other = await testContext({ dataDir: server.dataDir });
    await setChannel(other.useCases, { tenantId: 'demo', appChannelId: 42, appId: 'wx42' }, () => undefined);
    const stock_id = await runningStock(other, { app_channel_id: 42 });
    expect(expectData('stock.query', await server.call('stock.query', { stock_id })).app_id).toBe('wx42');
  });

  it('is known to a claim at once', async () => {
    const server = await startTestServer({ env: noPolling });
    const other = await testContext({ dataDir: server.dataDir });
    await setChannel(other.useCases, { tenantId: 'demo', appChannelId: 42, appId: 'wx42' }, () => undefined);
    const stock_id = await runningStock(other, { app_channel_id: 42 });
    expectData('coupon.receive', await server.claim({ stock_id, app_channel_id: 42 }));
  });
});
