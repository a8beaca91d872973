// The other side of the protocol from the command line: its calls against a real server, and its own server.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../server/app.ts';
import { type Context, createContext } from '../../../server/context.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { createSpClient } from '../../../shared/sp/client.ts';
import type { SpCredential } from '../../../shared/sp/signed-body.ts';
import { storeEnv } from '../../kit/engine.ts';
import { sampleCredential } from '../../shared/sp/samples.ts';
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
let context: Context;
let server: Server;
let url: string;
beforeAll(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit, 't1', { max_coupons: 100 });
  context = await createContext(readSettings(await storeEnv(kit.dataDir)), { log: createLog('silent') });
  server = createServer(createApp(context)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await context.close();
  kit.remove();
});

const call = async (...argv: string[]) => {
  const ran = await kit.run('--json', 'simulator', ...argv, '--url', url);
  return { code: ran.code, answer: JSON.parse(ran.stdout) };
};

it('asks for a stock with a signed call', async () => {
  const { code, answer } = await call('query', '--stock', 't1');
  expect(code).toBe(0);
  expect(answer).toMatchObject({
    http_status: 200,
    code: 0,
    message: 'successful',
    data: { stock_id: 't1' },
  });
});

it('claims, and ends what it claimed', async () => {
  const { answer } = await call(
    'claim',
    '--stock',
    't1',
    '--user',
    'u1',
    '--request-id',
    'r1',
    '--phone',
    '13911112222',
  );
  const coupon = answer.data.coupon_id;
  const ended = await call(
    'deactivate',
    '--stock',
    't1',
    '--user',
    'u1',
    '--coupon',
    coupon,
    '--status',
    '4',
    '--reason',
    'refund',
  );
  expect(ended.answer).toMatchObject({ code: 0, data: { deactivate_time: expect.any(String) } });
  expect(await kit.json('coupon', 'show', coupon)).toMatchObject({
    coupon_status: 4,
    source: 'claim',
    mobile_phone: '139****2222',
    history: [
      { event: 'claim', actor: 'tencent' },
      { event: 'invalidate', reason: 'refund' },
    ],
    deliveries: [],
  });
});

it('ends a batch of coupons', async () => {
  const coupon = await issueCoupon(kit, 'u2');
  const { code, answer } = await call('batch-deactivate', '--user', 'u2', '--coupon', `t1:${coupon}`);
  expect(code).toBe(0);
  expect(answer.data).toMatchObject({ expire_coupons: [{ coupon_id: coupon }] });
  const refused = await call('batch-deactivate', '--user', 'u2', '--coupon', `t1:${coupon}`, 't1:404');
  expect(refused.answer.data).toMatchObject({ illegal_coupons: [{ coupon_id: '404', coupon_status: 4 }] });
});

it('ends with 2 when the answer is a refusal', async () => {
  expect(await call('query', '--stock', 'none')).toMatchObject({ code: 2, answer: { code: 410001 } });
  const ran = await kit.run('simulator', 'query', '--stock', 'none', '--url', url);
  expect(ran).toMatchObject({ code: 2, stdout: 'code 410001  stock not found\n', stderr: '' });
});

it('signs with the key that it is given', async () => {
  const wrong = await call('query', '--stock', 't1', '--api-key', 'KEY1', '--secret', 'wrong');
  expect(wrong).toMatchObject({ code: 2, answer: { code: 400005 } });
  const unknown = await call('query', '--stock', 't1', '--api-key', 'NOBODY', '--secret', 'x');
  expect(unknown).toMatchObject({ code: 2, answer: { code: 400003 } });
});

it('says when the answer is no answer', async () => {
  const html = createServer((_request, response) => void response.end('<html>')).listen(0, '127.0.0.1');
  await new Promise((resolve) => html.once('listening', resolve));
  const at = `http://127.0.0.1:${(html.address() as AddressInfo).port}`;
  const ran = await kit.run('simulator', 'query', '--stock', 't1', '--url', at);
  expect(ran.code).toBe(2);
  expect(ran.stdout).toContain('not an answer that the documents allow');
  html.closeAllConnections();
  await new Promise((resolve) => html.close(resolve));
});

it('receives callbacks until it is stopped', async () => {
  const stop = Promise.withResolvers<void>();
  const listening = Promise.withResolvers<string>();
  const running = kit.runWith(
    {
      stopped: () => stop.promise,
      onStdout: (text) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
        if (found) listening.resolve(found[0]);
      },
    },
    'simulator',
    '--port',
    '0',
  );
  const at = await listening.promise;
  const { issued: _, left: __, ...stock } = await kit.json('stock', 'show', 't1');
  const told = async (credential: SpCredential) =>
    (await createSpClient({ baseUrl: at, credential, fetch }).call('stock.rsync', stock)).code;
  expect(await told(sampleCredential)).toBe(0);
  expect(await told(context.directory.signingCredential('default', Date.now()) as SpCredential)).toBe(0);
  expect(await told({ ...sampleCredential, secret: 'wrong' })).toBe(400005);
  expect(await told({ ...sampleCredential, apiKey: 'NOBODY' })).toBe(400003);
  stop.resolve();
  const ran = await running;
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/stock.rsync +t1 +status 3 +0 successful/);
  await expect(fetch(at)).rejects.toThrow('fetch failed');
});
