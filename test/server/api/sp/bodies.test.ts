// Bodies that are no message at all: refused in the protocol's words, whoever sent them (sp §4).
import { gzipSync } from 'node:zlib';
import { sharedTestServer } from '../../../kit/server.ts';
import { raw, signedCall, signText } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const claim = { app_channel_id: 1, user_code: 'u', stock_id: 'test001', request_id: 'r' };
const signed = (more = {}) => signedCall({ ...claim, ...more });
/** A signed body of exactly this many bytes. */
const ofBytes = (bytes: number) => {
  const text = signedCall({ ...claim, padding: '', sign: '' });
  const padded = text.replace('"padding":""', `"padding":"${'x'.repeat(bytes - text.length - 32)}"`);
  return signText(padded);
};

afterEach(async () => {
  expectData('coupon.receive', await server().claim());
});

describe('a body that is no JSON object', () => {
  const bodies: [string, string | Buffer][] = [
    ['empty', ''],
    ['blank', ' \n'],
    ['a word', 'hello'],
    ['a form', 'stock_id=test001&extra=1'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['cut off', signed().slice(0, -1)],
    ['two objects', `${signed()}${signed()}`],
    ['with a comma too many', signed().replace('}', ',}')],
    ['with a byte order mark', `\ufeff${signed()}`],
    ['with single quotes', signed().replaceAll('"', "'")],
    ['with a comment', signed().replace('{', '{/* */')],
    ['with a raw line break in a text', signed().replace('test001', 'test\n001')],
    ['with a raw NUL', signed().replace('test001', 'test\u0000001')],
    ['with NaN', signed().replace('"app_channel_id":1', '"app_channel_id":NaN')],
    ['in UTF-16', Buffer.from(signed(), 'utf16le')],
  ];

  it.each(bodies)('is refused: %s', async (_, body) => {
    expectRefusal(await server().post('coupon.receive', body), 400000, /^body: /, 400);
  });
});

describe('bytes that are no UTF-8', () => {
  const bytes: [string, number[]][] = [
    ['a lone continuation byte', [0x80]],
    ['a cut character', [0xe4, 0xb8]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['GBK', [0xc4, 0xe3]],
  ];

  it.each(bytes)('are refused: %s', async (_, wrong) => {
    const [head = '', tail = ''] = signed({ extra: '|' }).split('|');
    const body = Buffer.concat([Buffer.from(head), Buffer.from(wrong), Buffer.from(tail)]);
    expectRefusal(await server().post('coupon.receive', body), 400000, /^body: is not UTF-8$/, 400);
  });
});

describe('keys that two readers could understand differently', () => {
  const bodies: [string, string][] = [
    ['twice', signed().replace('{', '{"stock_id":"other",')],
    ['twice and equal', signed().replace('{', '{"stock_id":"test001",')],
    ['once escaped', signed().replace('{', '{"stock\\u005fid":"other",')],
    ['equal after trimming', signed({ 'stock_id ': 'other', sign: 'X' })],
    ['equal before a tab', signed({ '\tstock_id': 'other', sign: 'X' })],
    ['sign twice', signed().replace('{', '{"sign":"X",')],
    ['__proto__ twice', signed().replace('{', '{"__proto__":1,"__proto__":2,')],
    ['twice in an object', signed({ extra: raw('{"a":1,"a":2}'), sign: 'X' })],
    ['twice in a list', signed({ extra: raw('[{"a":1},{"a":2,"b":{"c":1,"c":1}}]'), sign: 'X' })],
  ];

  it.each(bodies)('are refused: %s', async (_, body) => {
    expectRefusal(await server().post('coupon.receive', body), 400000, /: stands in the body twice$/, 400);
  });

  it('may be equal in different objects', async () => {
    const extra = { a: { b: 1 }, b: [{ a: 1 }, { a: 1 }] };
    expectData('coupon.receive', await server().post('coupon.receive', signed({ extra })));
  });
});

describe('keys of the language', () => {
  it('are keys like any other', async () => {
    const keys = [
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      '__defineGetter__',
      'then',
      'toJSON',
    ];
    const extra = Object.fromEntries(keys.map((key) => [key, { polluted: 'yes' }]));
    const body = signed({ ...extra, unknown: extra });
    expectData('coupon.receive', await server().post('coupon.receive', body));
  });

  it('pollute nothing', async () => {
    const poison = '{"polluted":"yes","code":1,"stock_id":"test001"}';
    const body = signText(
      `{"__proto__":${poison},"constructor":{"prototype":${poison}},"extra":{"__proto__":${poison}},${signedCall({ ...claim, sign: '' }).slice(1)}`,
    );
    expectData('coupon.receive', await server().post('coupon.receive', body));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty('code');
  });

  it('stand in for no missing field', async () => {
    const body = signText(
      `{"__proto__":{"stock_id":"test001"},${signedCall({ ...claim, stock_id: undefined, sign: '' }).slice(1)}`,
    );
    expectRefusal(await server().post('coupon.receive', body), 400000, 'stock_id: is required');
  });
});

describe('nesting', () => {
  const nested = (depth: number) => raw('['.repeat(depth) + ']'.repeat(depth));

  it('may be fifteen deep in a field', async () => {
    expectData('coupon.receive', await server().post('coupon.receive', signed({ unknown: nested(15) })));
  });

  it.each([16, 1_000, 7_000])('may not be %p deep', async (depth) => {
    const body = signedCall({ ...claim, unknown: nested(depth), sign: 'X' });
    expectRefusal(await server().post('coupon.receive', body), 400000, /^body: is nested deeper/, 400);
  });
});

describe('the size', () => {
  const chunked = { headers: { 'transfer-encoding': 'chunked' } };

  it.each([
    ['with a length', {}],
    ['in chunks', chunked],
  ])('may be 16 KB %s', async (_, options) => {
    expectData('coupon.receive', await server().post('coupon.receive', ofBytes(16_384), options));
  });

  it.each([
    ['with a length', {}],
    ['in chunks', chunked],
  ])('may not be a byte more %s', async (_, options) => {
    const answer = await server().post('coupon.receive', ofBytes(16_385), options);
    expectRefusal(answer, 400000, /^body: is larger than 16384 bytes$/, 413);
  });

  it.each([
    ['with a length', {}],
    ['in chunks', chunked],
  ])('of megabytes still gets the answer %s', async (_, options) => {
    const answer = await server().post('coupon.receive', Buffer.alloc(5_000_000, 'x'), options);
    expectRefusal(answer, 400000, /^body: is larger/, 413);
  });

  it('counts bytes, not characters', async () => {
    const body = signed({ unknown: '批'.repeat(5_500) });
    expect(body.length).toBeLessThan(16_384);
    expectRefusal(await server().post('coupon.receive', body), 400000, /^body: is larger/, 413);
  });
});

describe('a content-encoding', () => {
  it.each(['gzip', 'br', 'GZIP', 'identity, gzip'])('of %s is refused', async (encoding) => {
    const headers = { 'content-encoding': encoding };
    const answer = await server().post('coupon.receive', gzipSync(signed()), { headers });
    expectRefusal(answer, 400000, /^body: content-encoding/, 400);
  });

  it('of identity is none', async () => {
    const headers = { 'content-encoding': 'identity' };
    expectData('coupon.receive', await server().post('coupon.receive', signed(), { headers }));
  });
});

describe('a content-type', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=GBK',
    '',
    'nonsense',
  ])('of "%s" does not matter', async (type) => {
    const headers = { 'content-type': type };
    expectData('coupon.receive', await server().post('coupon.receive', signed(), { headers }));
  });
});
