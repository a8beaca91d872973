// What the simulator accepts and what it refuses, over real HTTP.
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import {
  requestSamples,
  sampleCredential,
  sampleTimestamp,
  signedSample,
  withSign,
} from '../shared/sp/samples.ts';
import { answered, bodyOf, call, ourMessages, post, send, successful, useSimulators } from './fixtures.ts';
import { callbackNames } from './paths.ts';

const start = useSimulators();
const unknownStock = answered(400201, 'stock_id: unknown here, call /stock/rsync first');

/** A simulator that knows the stock test001. */
async function startWithStock() {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  return simulator;
}

describe('a callback', () => {
  it.each(callbackNames)('of ours is accepted at %s', async (name) => {
    expect(await send(await startWithStock(), name)).toEqual(successful);
  });

  it('is accepted without a base path too', async () => {
    const simulator = await start();
    const body = bodyOf(ourMessages['stock.rsync']);
    expect(await call(`${simulator.url}/stock/rsync`, 'POST', body)).toEqual(successful);
  });

  it('is accepted again byte for byte', async () => {
    const simulator = await start();
    const body = bodyOf(ourMessages['stock.rsync']);
    expect(await post(simulator, 'stock.rsync', body)).toEqual(successful);
    expect(await post(simulator, 'stock.rsync', body)).toEqual(successful);
    expect(simulator.received()).toHaveLength(2);
  });

  it.each(['coupon.rsync', 'coupon.status.rsync', 'stock.status.rsync'] as const)(
    'to %s needs a stock that is known',
    async (name) => {
      const simulator = await start();
      expect(await send(simulator, name)).toEqual(unknownStock);
      expect(simulator.state()).toEqual({ stocks: [], coupons: [] });
    },
  );

  it.each([
    ['stock.rsync', 'coupon_name: has blanks around its name'],
    ['coupon.rsync', 'stock_id: has blanks around its name'],
    ['coupon.status.rsync', 'usage_time: has blanks around its name'],
  ] as const)('like the sample of %s is refused', async (name, problem) => {
    expect(await post(await startWithStock(), name, signedSample(name))).toEqual(answered(400000, problem));
  });

  it.each([
    ['stock.rsync', 'discount_coupon: does not belong to coupon_type 1'],
    ['coupon.rsync', 'discount_coupon: does not belong to coupon_type 1'],
    ['coupon.status.rsync', 'version: is required'],
  ] as const)('like the sample of %s is refused without its blanks', async (name, problem) => {
    const tidy = withSign(requestSamples[name].replaceAll(' ":', '":'));
    expect(await post(await startWithStock(), name, tidy)).toEqual(answered(400000, problem));
  });

  it('like the sample of a stock status needs only the stock', async () => {
    const simulator = await start();
    expect(await post(simulator, 'stock.status.rsync', signedSample('stock.status.rsync'))).toEqual(
      unknownStock,
    );
    await send(simulator, 'stock.rsync', { ...ourMessages['stock.rsync'], stock_id: 'udxbxd' });
    expect(await post(simulator, 'stock.status.rsync', signedSample('stock.status.rsync'))).toEqual(
      successful,
    );
  });
});

describe('the signature', () => {
  const body = bodyOf(ourMessages['stock.rsync']);

  it('of the samples themselves does not verify', async () => {
    const answer = await post(await start(), 'stock.rsync', requestSamples['stock.rsync']);
    expect(answer).toEqual(answered(400005, 'sign: does not verify'));
  });

  it('covers every character of the body', async () => {
    const answer = await post(await start(), 'stock.rsync', body.replace('20000', '20001'));
    expect(answer).toEqual(answered(400005, 'sign: does not verify'));
  });

  it('is over the text that was sent', async () => {
    const spaced = body.replace('"coupon_amount":1000', '"coupon_amount": 1000');
    expect(await post(await start(), 'stock.rsync', spaced)).toEqual(
      answered(400005, 'sign: is not over the very text that was sent'),
    );
    expect(await post(await start(), 'stock.rsync', withSign(spaced))).toEqual(successful);
  });

  it('is made with a key that is known', async () => {
    const simulator = await start({ credentials: [] });
    expect(await send(simulator, 'stock.rsync')).toEqual(answered(400003, 'api_key: is unknown or disabled'));
  });

  it('is looked up anew for every callback', async () => {
    let active = true;
    const simulator = await start({ credentials: () => (active ? sampleCredential : undefined) });
    expect(await send(simulator, 'stock.rsync')).toEqual(successful);
    active = false;
    expect(await send(simulator, 'stock.rsync')).toMatchObject({ text: expect.stringContaining('400003') });
  });
});

describe('the timestamp', () => {
  it.each([-300, 300])('may be %d s away', async (seconds) => {
    const body = bodyOf(ourMessages['stock.rsync'], sampleTimestamp + seconds * 1000);
    expect(await post(await start(), 'stock.rsync', body)).toEqual(successful);
  });

  it.each([-301, 301])('must not be %d s away', async (seconds) => {
    const body = bodyOf(ourMessages['stock.rsync'], sampleTimestamp + seconds * 1000);
    expect(await post(await start(), 'stock.rsync', body)).toEqual(
      answered(400004, 'timestamp: is not within 300 s of our clock'),
    );
  });
});

describe('a body', () => {
  it.each([
    ['nonsense', 'body: is not JSON', 400],
    ['[]', 'body: must be a JSON object', 400],
    ['{"api_key":"a","api_key":"b"}', 'api_key: stands in the body twice', 400],
    ['x'.repeat(16_385), 'body: is larger than 16384 bytes', 413],
  ])('of %.30s is refused in words', async (text, problem, status) => {
    expect(await post(await start(), 'stock.rsync', text)).toEqual(answered(400000, problem, status));
  });
});

describe('a path or method', () => {
  it('that no interface has is refused', async () => {
    const { url } = await start();
    for (const path of ['/stock/rsyncs', '/rsync', '/stock/rsync/', '/constructor', '//']) {
      expect(await call(url + path, 'POST')).toEqual(answered(400001, 'no such interface'));
    }
  });

  it('other than POST is refused at a callback', async () => {
    const { url } = await start();
    expect(await call(`${url}/stock/rsync`)).toEqual(answered(400002, 'wrong method: use POST'));
  });

  it('of the simulator itself is checked too', async () => {
    const { url } = await start();
    expect(await call(`${url}/state`, 'POST')).toEqual(answered(400002, 'use GET or DELETE'));
  });
});

it('remembers what it refused and why', async () => {
  const simulator = await start();
  const { stock_status: _, ...message } = ourMessages['stock.rsync'];
  await send(simulator, 'stock.rsync', message);
  expect(simulator.received()).toEqual([
    {
      n: 1,
      at: sampleTimestamp,
      interface: 'stock.rsync' satisfies OutboundName,
      code: 400000,
      message: 'stock_status: is required',
      fault: null,
      parameters: {
        api_key: sampleCredential.apiKey,
        seq_id: 'seq',
        timestamp: '1572342076',
        nonce: '157234207',
        ...message,
      },
    },
  ]);
});
