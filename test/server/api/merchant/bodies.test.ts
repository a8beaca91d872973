// Bodies that are no message at all.
import { gzipSync } from 'node:zlib';
import { v2Body } from '../../../kit/merchant.ts';
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const signed = (params: unknown = { customerId: '1' }) =>
  v2Body(shop().key, 'user.coupon-new-status', params, { at: shop().clock.now() });
const send = (body: string | Buffer, sent = {}) => shop().untouched(() => shop().send(body, sent));

describe('a body', () => {
  it.each([
    ['empty', () => ''],
    ['a word', () => 'hello'],
    ['a form', () => 'OpenId=1&Action=user.coupon-new-status'],
    ['null', () => 'null'],
    ['a list', () => `[${signed()}]`],
    ['cut off', () => signed().slice(0, -1)],
    ['two objects', () => signed() + signed()],
    ['with a byte order mark', () => `\ufeff${signed()}`],
    ['with a comment', () => signed().replace('{', '{/* */')],
    ['in UTF-16', () => Buffer.from(signed(), 'utf16le')],
    ['in GBK', () => Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc4, 0xe3]), Buffer.from('"}')])],
    ['with half a character', () => Buffer.from([0x7b, 0xe4, 0xb8, 0x7d])],
    ['nested too deep', () => `{"Params":${'['.repeat(6_000)}${']'.repeat(6_000)}}`],
  ])('is refused: %s', async (_, body) => {
    expectRefusal(await send(body()), 'badEnvelope', /^body: /);
  });

  it.each([
    ['a name', (text: string) => text.replace('{', '{"OpenId":"other",')],
    ['a name, once escaped', (text: string) => text.replace('{', '{"Open\\u0049d":"other",')],
    ['a name with a blank', (text: string) => text.replace('{', '{"OpenId ":"other",')],
    ['a name within Params', (text: string) => text.replace('"customerId"', '"customerId":"2","customerId"')],
    ['__proto__', (text: string) => text.replace('{', '{"__proto__":1,"__proto__":2,')],
  ])('is refused with %s twice', async (_, twice) => {
    expectRefusal(await send(twice(signed())), 'badEnvelope', /twice$/);
  });

  it('pollutes nothing', async () => {
    const poison = '"__proto__":{"polluted":"yes","OpenId":"other"},';
    expectRefusal(await send(signed().replace('{', `{${poison}`)), 'customerNotFound');
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([{}, { 'transfer-encoding': 'chunked' }])('of 17 KB is too large with %p', async (headers) => {
    const body = signed({ customerId: '1', remark: 'x'.repeat(17 * 1024) });
    expectRefusal(await send(body, { headers }), 'bodyTooLarge');
  });

  it('may be 16 KB', async () => {
    const body = signed({ customerId: '1', remark: '' });
    const padded = body.replace('"remark":""', `"remark":"${'x'.repeat(16_384 - body.length)}"`);
    expect(padded).toHaveLength(16_384);
    expectRefusal(await send(padded), 'customerNotFound');
  });

  it('may not be compressed', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expectRefusal(await send(gzipSync(signed()), { headers }), 'badEnvelope', /^body: content-encoding/);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', ''])('may call itself "%s"', async (type) => {
    expectRefusal(await send(signed(), { headers: { 'content-type': type } }), 'customerNotFound');
  });
});
