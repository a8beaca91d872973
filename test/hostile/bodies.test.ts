// Bodies that are no text: refused in each wire's own words, never read as something else.
import { gzipSync } from 'node:zlib';
import { v2Body } from '../kit/merchant.ts';
import { sharedTestServer } from '../kit/server.ts';
import { signedCall } from '../kit/signed.ts';

const server = sharedTestServer();
const key = { openId: 'a', openKey: 'b', grantCode: 'c', account: 'd' };

/** Where it goes, what would be right, and the code of what is not. */
const wires: readonly (readonly [path: string, body: () => string, code: number | string])[] = [
  ['/sp/v1/stock/query', () => signedCall({ stock_id: 'test001', extra: '|' }), 400000],
  ['/api/v2', () => v2Body(key, 'user.coupon-new-status', { customerId: '|' }), 50001],
  [
    '/v3/crm/coupon/getCustomerCoupons',
    () => v2Body(key, 'user.coupon-new-status', { customerId: '|' }),
    50001,
  ],
  ['/plugin/v1/offers', () => JSON.stringify({ stockIds: ['|'] }), 'badRequest'],
];

const spoilt: Readonly<Record<string, (body: string) => Buffer>> = {
  'a NUL': (body) => Buffer.from(body.replace('|', '\u0000')),
  'a byte that is no UTF-8': (body) => splice(body, [0xff]),
  'half a character': (body) => splice(body, [0xe4, 0xb8]),
  'an overlong slash': (body) => splice(body, [0xc0, 0xaf]),
  'an encoded surrogate': (body) => splice(body, [0xed, 0xa0, 0x80]),
  'its end cut off': (body) => Buffer.from(body.slice(0, -1)),
  'UTF-16': (body) => Buffer.from(body, 'utf16le'),
  'gzip that does not say so': (body) => gzipSync(body),
};

const splice = (body: string, bytes: readonly number[]): Buffer => {
  const [head = '', tail = ''] = body.split('|');
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
};

describe.each(wires)('%s', (path, body, code) => {
  const post = (sent: Buffer, headers = {}) => server().send('POST', path, { body: sent, headers });
  const codeOf = (json: { code?: number; error?: { code: string } }) => json.code ?? json.error?.code;

  it.each(Object.keys(spoilt))('refuses a body with %s', async (name) => {
    const { status, json } = await post(spoilt[name]?.(body()) ?? Buffer.alloc(0));
    expect(status).toBeLessThan(500);
    expect(codeOf(json)).toBe(code);
  });

  it.each(['gzip', 'br', 'deflate', 'x-gzip', 'gzip, identity'])(
    'refuses content-encoding %s',
    async (encoding) => {
      const { status, json } = await post(gzipSync(body()), { 'content-encoding': encoding });
      expect([status < 500, codeOf(json)]).toEqual([true, code]);
    },
  );

  it('refuses 17 KB', async () => {
    const { status, json } = await post(Buffer.from(body().replace('|', 'x'.repeat(17_000))));
    expect([status < 500, codeOf(json)]).toEqual([true, code === 50001 ? 50009 : code]);
  });
});
