// sp §2: the vectors, what verifies under which candidate, and what must not verify.
import { createHmac } from 'node:crypto';
import { parseJsonSource } from '../../../shared/sp/json-source.ts';
import {
  signatureSchemes,
  signHmacSha256Suffix,
  signingSource,
  signMd5Suffix,
  verifySignature,
} from '../../../shared/sp/signature.ts';
import { requestSamples, sampleCredential, signedSample, withSign } from './samples.ts';

const { secret } = sampleCredential;
const verify = (text: string) => verifySignature(parseJsonSource(text), sampleCredential);
/** A text whose sign was made over `source`, which may not be what the text says. */
const signedOver = (source: string, members: string) =>
  verify(`{"sign":"${signMd5Suffix(source, secret)}",${members}}`);

/** A character whose lower byte is that of `letter`: a careless conversion to bytes takes it for the letter. */
const beyondLatin = (letter: string) => String.fromCharCode(0x100 + letter.charCodeAt(0));

const documentVector = {
  api_key: 'PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y',
  seq_id: 'b8b4f0b8-01fb-4c06-80b9-3ab895a8c616',
  slat: '39.998299',
  slon: '116.285561',
  timestamp: '1554695343',
};
const documentSign = '8A983278E5366EB93FEB0D4143E1C522';

describe('signing', () => {
  it('reproduces the sign of the documents', () => {
    expect(signMd5Suffix(signingSource(Object.entries(documentVector)), secret)).toBe(documentSign);
  });

  it('sorts by code unit and leaves sign out', () => {
    const pairs = [
      ['b', '2'],
      ['sign', 'x'],
      ['a_b', '4'],
      ['aB', '3'],
      ['\u{1f600}', '6'],
      ['\uff5e', '7'],
      ['B', '1'],
    ] as const;
    expect(signingSource(pairs)).toBe('B=1&aB=3&a_b=4&b=2&\u{1f600}=6&\uff5e=7');
  });

  it('signs nothing but the secret for nothing', () => {
    expect(signingSource([])).toBe('');
    expect(signMd5Suffix('', 'abc')).toBe('900150983CD24FB0D6963F7D28E17F72');
  });

  it('hashes the UTF-8 form of the text', () => {
    expect(signMd5Suffix('reason=用户', 's')).toBe(signMd5Suffix('reason=\u7528\u6237', 's'));
    expect(signMd5Suffix('中', '')).toBe('AED1DFBC31703955E64806B799B67645');
  });

  it('offers HMAC-SHA256 keyed with the secret', () => {
    const expected = createHmac('sha256', 'key').update('a=1key').digest('hex').toUpperCase();
    expect(signHmacSha256Suffix('a=1', 'key')).toBe(expected);
    expect(signatureSchemes['hmac-sha256-suffix']).toBe(signHmacSha256Suffix);
    expect(signatureSchemes['md5-suffix']).toBe(signMd5Suffix);
  });
});

describe('verifySignature', () => {
  it('accepts the vector of the documents', () => {
    expect(verify(JSON.stringify({ ...documentVector, sign: documentSign }))).toBe('slices');
  });

  it.each(Object.entries(requestSamples))('refuses the sign printed in sample %s', (_, text) => {
    expect(verify(text)).toBeUndefined();
  });

  it.each(Object.keys(requestSamples) as (keyof typeof requestSamples)[])(
    'accepts sample %s when signed anew',
    (name) => expect(verify(signedSample(name))).toBe('slices'),
  );

  it.each([
    ['a=1.0', '"a":1.0'],
    ['a=12345678901234567890', '"a":12345678901234567890'],
    ['a={"y":1, "x":2}', '"a":{"y":1, "x":2}'],
    ['a=["\\u4e2d"]', '"a":["\\u4e2d"]'],
    ['a=中"', '"a":"\\u4e2d\\""'],
    ['a=true&b=null', '"b":null,"a":true'],
    ['a=', '"a":""'],
  ])('takes %s from the very text %s', (source, members) => {
    expect(signedOver(source, members)).toBe('slices');
  });

  it.each([
    ['a={"y":1,"x":[2,3]}', '"a":{"y": 1, "x": [2, 3]}'],
    ['a=["中"]', '"a":["\\u4e2d"]'],
    ['a=[2,3]&b="中"', '"a":[2, 3],"b":"\\"中\\""'],
    ['a=1&b=null', '"a":1.0,"b":null'],
  ])('takes %s from the value of %s', (source, members) => {
    expect(signedOver(source, members)).toBe('compact');
  });

  it.each([
    ['a=1', '"a":1,"b":null'],
    ['a=[1,2]&c=3', '"a":[1, 2],"b":null,"c":3'],
  ])('takes %s from %s without its nulls', (source, members) => {
    expect(signedOver(source, members)).toBe('nulls-skipped');
  });

  it('signs keys with the blanks they have', () => {
    expect(signedOver('a =1', '"a ":1')).toBe('slices');
    expect(signedOver('a=1', '"a ":1')).toBeUndefined();
  });

  it('finds the sign under a key with blanks', () => {
    const sign = signMd5Suffix('a=1', secret);
    expect(verify(`{"a":1," sign ":"${sign}"}`)).toBe('slices');
  });

  it.each([
    ['no sign', '{"a":1}'],
    ['an empty sign', '{"a":1,"sign":""}'],
    ['null', '{"a":1,"sign":null}'],
    ['a number', '{"a":1,"sign":12}'],
    ['an object', '{"a":1,"sign":{}}'],
    ['lower case', `{"a":1,"sign":"${signMd5Suffix('a=1', secret).toLowerCase()}"}`],
    ['a blank behind', `{"a":1,"sign":"${signMd5Suffix('a=1', secret)} "}`],
    ['half of it', `{"a":1,"sign":"${signMd5Suffix('a=1', secret).slice(0, 16)}"}`],
    ['look-alike letters', `{"a":1,"sign":"${signMd5Suffix('a=1', secret).replace(/[A-F]/g, beyondLatin)}"}`],
  ])('refuses %s as a sign', (_, text) => {
    expect(verify(text)).toBeUndefined();
  });

  it('refuses a sign made with another secret', () => {
    const members = parseJsonSource(signedSample('stock.query'));
    expect(verifySignature(members, { ...sampleCredential, secret: 'another' })).toBeUndefined();
  });

  it('refuses a sign of another scheme', () => {
    const stronger = { ...sampleCredential, scheme: 'hmac-sha256-suffix' } as const;
    const members = parseJsonSource(withSign(requestSamples['stock.query'], stronger));
    expect(verifySignature(members, stronger)).toBe('slices');
    expect(verifySignature(members, sampleCredential)).toBeUndefined();
  });
});
