// The same call again, and other calls with the same nonce (sp §3).
import { createReplayMemory } from '../../../../server/api/sp/replays.ts';
import { addCredential } from '../../../../server/usecase/credential.ts';
import { startTestServer, type TestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const claim = { app_channel_id: 1, user_code: 'u', stock_id: 'test001', request_id: 'r' };

async function replays(server: TestServer): Promise<number> {
  const { text } = await server.send('GET', '/metrics');
  return Number(/^chelian_replays_total (\d+)$/m.exec(text)?.[1]);
}

describe('a byte-identical call', () => {
  it('is answered the same and counted', async () => {
    const server = await startTestServer();
    const body = signedCall(claim);
    const first = await server.post('coupon.receive', body);
    expectData('coupon.receive', first);
    expect(await replays(server)).toBe(0);
    expect((await server.post('coupon.receive', body)).text).toBe(first.text);
    expect((await server.post('coupon.receive', body)).text).toBe(first.text);
    expect(await replays(server)).toBe(2);
  });

  it('is answered the same by another process', async () => {
    const server = await startTestServer();
    const other = await startTestServer({ dataDir: server.dataDir });
    const body = signedCall(claim);
    const first = await server.post('coupon.receive', body);
    expect((await other.post('coupon.receive', body)).text).toBe(first.text);
  });

  it('does not count while its sign is wrong', async () => {
    const server = await startTestServer();
    const body = signedCall({ ...claim, sign: 'X' });
    await server.post('coupon.receive', body);
    expectRefusal(await server.post('coupon.receive', body), 400005, /^sign: /);
    expect(await replays(server)).toBe(0);
  });
});

describe('a nonce of another call', () => {
  it('is accepted, since honest callers repeat them', async () => {
    const server = await startTestServer();
    expectData('coupon.receive', await server.claim({ nonce: '157234207' }));
    expectData('coupon.receive', await server.claim({ nonce: '157234207' }));
    expect(await replays(server)).toBe(0);
  });

  it('may be of any type', async () => {
    const server = await startTestServer();
    for (const nonce of [1, null, [], { toString: 1, valueOf: 1 }, true]) {
      expectData('coupon.receive', await server.claim({ nonce }));
    }
  });
});

describe('a nonce where nonces count', () => {
  const strict = () => startTestServer({ env: { STRICT_NONCE: '1' } });

  it('is refused with another sign', async () => {
    const server = await strict();
    expectData('coupon.receive', await server.claim({ nonce: '157234207' }));
    expectRefusal(await server.claim({ nonce: '157234207' }), 400004, /^nonce: /);
    expectRefusal(await server.claim({ nonce: 157_234_207 }), 400004, /^nonce: /);
  });

  it('is another one with another key', async () => {
    const server = await strict();
    const { useCases, seal } = server.context;
    const credential = await addCredential({ ...useCases, seal }, { tenantId: 'demo' });
    expectData('coupon.receive', await server.claim({ nonce: '1' }));
    expectData('coupon.receive', await server.claim({ nonce: '1' }, { credential }));
  });

  it('is still refused when the call comes again', async () => {
    const server = await strict();
    expectData('coupon.receive', await server.claim({ nonce: '1' }));
    const body = signedCall({ ...claim, nonce: '1' });
    expectRefusal(await server.post('coupon.receive', body), 400004, /^nonce: /);
    expectRefusal(await server.post('coupon.receive', body), 400004, /^nonce: /);
  });

  it('does not stop a byte-identical call', async () => {
    const server = await strict();
    const body = signedCall(claim);
    const first = await server.post('coupon.receive', body);
    expectData('coupon.receive', first);
    expect((await server.post('coupon.receive', body)).text).toBe(first.text);
    expect(await replays(server)).toBe(1);
  });

  it('must be there and be a text', async () => {
    const server = await strict();
    for (const nonce of [undefined, null, '', [], { toString: 1, valueOf: 1 }, 'n'.repeat(65)]) {
      expectRefusal(await server.claim({ nonce }), 400000, /^nonce: /);
    }
  });

  it('is not spent by a call nobody signed', async () => {
    const server = await strict();
    expectRefusal(await server.claim({ nonce: '1', sign: 'X' }), 400005, /^sign: /);
    expectData('coupon.receive', await server.claim({ nonce: '1' }));
  });
});

describe('the memory', () => {
  it('keeps the last calls and no more', () => {
    const memory = createReplayMemory(2);
    for (const sign of ['A', 'B', 'C', 'D', 'E']) expect(memory.isReplay(sign)).toBe(false);
    expect(memory.isReplay('E')).toBe(true);
    expect(memory.isReplay('C')).toBe(true);
    expect(memory.isReplay('A')).toBe(false);
  });

  it('tells the nonces of different keys apart', () => {
    const memory = createReplayMemory();
    expect(memory.isNonceReused('one', 'n', 'A')).toBe(false);
    expect(memory.isNonceReused('two', 'n', 'B')).toBe(false);
    expect(memory.isNonceReused('one', 'n', 'B')).toBe(true);
    expect(memory.isNonceReused('one', 'n', 'A')).toBe(false);
  });
});
