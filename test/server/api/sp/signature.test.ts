// The signature over what was really sent (sp §2).
import { sharedTestServer } from '../../../kit/server.ts';
import { type Parameters, raw, signatureOf, signedCall, signText } from '../../../kit/signed.ts';
import { sampleCredential } from '../../../shared/sp/samples.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const query = { stock_id: 'test001' };

async function forms(): Promise<Record<string, number>> {
  const { text } = await server().send('GET', '/metrics');
  const counts = text.matchAll(/^chelian_signature_form_total\{form="([^"]+)"\} (\d+)$/gm);
  return Object.fromEntries([...counts].map(([, form = '', count]) => [form, Number(count)]));
}

/** Sends a body whose sign was made over another form of it. */
async function formOf(sent: Parameters, signed: Parameters): Promise<string | undefined> {
  const common = {
    api_key: sampleCredential.apiKey,
    seq_id: 's',
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  const nonce = String(Math.random());
  const sign = signatureOf(signedCall({ ...common, nonce, ...signed }));
  const before = await forms();
  const answer = await server().post('stock.query', signedCall({ ...common, nonce, ...sent, sign }));
  expectData('stock.query', answer);
  const after = await forms();
  return Object.keys(after).find((form) => after[form] !== (before[form] ?? 0));
}

describe('a signature over the slices', () => {
  it.each([
    ['a decimal with a zero', { rate: raw('1.0') }],
    ['an exponent', { rate: raw('1E+2') }],
    ['an integer of nineteen digits', { id: raw('1234567890123456789') }],
    ['a negative zero', { x: raw('-0') }],
    ['escapes in a string', { note: raw('"\\u4e2d\\/\\n\\ud83d\\ude00"') }],
    ['an escaped key', { 'caf\u00e9"\\': 'x' }],
    ['odd spacing in objects', { box: raw('{ "b" : 1 ,\t"a":[ 1.50 , { } ] }') }],
    ['key order in objects', { box: raw('{"z":1,"a":2}') }],
    ['escapes inside objects', { box: raw('{"a":"\\u0041"}') }],
    ['true, false and null', { yes: true, no: false, nothing: null }],
    ['an empty string', { empty: '' }],
    ['ampersands and equals signs', { note: 'a=b&c=d' }],
    ['characters beyond the BMP', { '\ud83d\ude00': '😀', '\uff5e': '~' }],
  ])('may cover %s', async (_, extra) => {
    expect(await formOf({ ...query, ...extra }, { ...query, ...extra })).toBe('slices');
  });

  it('does not depend on the order of keys', async () => {
    const text = signText(signedCall({ stock_id: 'test001', zzz: 1, aaa: 2, sign: '' }));
    const members = Object.entries(JSON.parse(text)).reverse();
    expectData(
      'stock.query',
      await server().post('stock.query', JSON.stringify(Object.fromEntries(members))),
    );
  });

  it('ignores blanks between the members', async () => {
    const text = signedCall(query).replaceAll(',"', ' ,\r\n\t "').replaceAll('":"', '" : "');
    expectData('stock.query', await server().post('stock.query', ` ${text}\n`));
  });

  it('covers keys with their blanks', async () => {
    const text = signText(signedCall({ 'stock_id ': 'test001', ' extra': 'x', sign: '' }));
    expectData('stock.query', await server().post('stock.query', text));
    expectRefusal(
      await server().post('stock.query', text.replace('stock_id ', 'stock_id')),
      400005,
      /^sign: /,
    );
  });

  it('covers fields nobody knows', async () => {
    const text = signedCall({ ...query, unknown: 'kept' });
    expectData('stock.query', await server().post('stock.query', text));
    expectRefusal(await server().post('stock.query', text.replace('kept', 'changed')), 400005, /^sign: /);
    expectRefusal(
      await server().post('stock.query', text.replace(',"unknown":"kept"', '')),
      400005,
      /^sign: /,
    );
  });
});

describe('other forms of the signed text', () => {
  it('may be the compact one', async () => {
    const sent = { ...query, box: raw('{ "a" : 1.0 }') };
    expect(await formOf(sent, { ...query, box: raw('{"a":1}') })).toBe('compact');
  });

  it('may leave nulls out', async () => {
    expect(await formOf({ ...query, extra: null }, query)).toBe('nulls-skipped');
  });

  it('may not leave out anything else', async () => {
    const { sign } = JSON.parse(signedCall({ ...query, timestamp: '1', nonce: '1', seq_id: '1' }));
    const text = signedCall({ ...query, timestamp: '1', nonce: '1', seq_id: '1', extra: '', sign });
    expectRefusal(await server().post('stock.query', text), 400005, /^sign: /);
  });
});

describe('a wrong sign', () => {
  const right = signedCall({ ...query, timestamp: '1', nonce: '1', seq_id: '1' });
  const { sign } = JSON.parse(right);
  const wrong: [string, unknown][] = [
    ['missing', undefined],
    ['empty', ''],
    ['null', null],
    ['in lower case', sign.toLowerCase()],
    ['one digit off', sign.replace(/.$/, (digit: string) => (digit === '0' ? '1' : '0'))],
    ['one digit short', sign.slice(1)],
    ['one digit long', `${sign}0`],
    ['with a blank', `${sign} `],
    ['very long', sign.repeat(40)],
    ['an array', [sign]],
    ['an object', { sign }],
    ['a number', 8],
    ['true', true],
    ['a lone surrogate', '\ud800'.repeat(32)],
  ];

  it.each(wrong)('is %s: refused', async (_, value) => {
    const members = { ...JSON.parse(right), sign: value };
    expectRefusal(await server().post('stock.query', signedCall(members)), 400005, /^sign: does not verify$/);
  });

  it('of another secret is refused', async () => {
    const text = signedCall(query, { credential: { ...sampleCredential, secret: 'another' } });
    expectRefusal(await server().post('stock.query', text), 400005, /^sign: /);
  });

  it('over the secret with a separator is refused', async () => {
    const text = signedCall(query, {
      credential: { ...sampleCredential, secret: `&${sampleCredential.secret}` },
    });
    expectRefusal(await server().post('stock.query', text), 400005, /^sign: /);
  });

  it('comes before every other complaint', async () => {
    const text = signedCall({ timestamp: '1', stock_id: 5, sign: 'X' });
    expectRefusal(await server().post('stock.query', text), 400005, /^sign: /);
  });
});
