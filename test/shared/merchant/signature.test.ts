// The Token: the documents' vector, both spellings, one normal form, and nothing that verifies by chance.

import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import {
  normalToken,
  type SignedParts,
  signingSource,
  signToken,
  verifyToken,
} from '../../../shared/merchant/signature.ts';
import { vector } from './samples.ts';

const { openKey, parts, token } = vector;
const capitalToken = createHmac('sha1', openKey).update(signingSource(parts, 'capital')).digest('base64');

describe('signToken', () => {
  it('reproduces the vector of the documents', () => {
    expect(signToken(openKey, parts)).toBe(token);
    expect(encodeURIComponent(signToken(openKey, parts))).toBe(vector.urlEncoded);
  });

  it('signs four parts in their fixed order', () => {
    expect(signingSource(parts, 'camel')).toBe(
      'grantCode=ba67d4fa46&nonce=11886&openId=d14c1559e87b747d577c834b275a4310&timestamp=1465185768',
    );
    expect(signingSource(parts, 'capital')).toBe(
      'GrantCode=ba67d4fa46&Nonce=11886&OpenId=d14c1559e87b747d577c834b275a4310&Timestamp=1465185768',
    );
  });
});

describe('normalToken', () => {
  const raw = '0++3c6hthjwAml4ABAXOYF4Q6UY=';

  it.each([
    raw,
    '0%2B%2B3c6hthjwAml4ABAXOYF4Q6UY%3D',
    '0%2b%2b3c6hthjwAml4ABAXOYF4Q6UY%3d',
    '0+%2B3c6hthjwAml4ABAXOYF4Q6UY=',
    '0%2b+3c6hthjwAml4ABAXOYF4Q6UY%3D',
  ])('reads %s as the same Token', (given) => expect(normalToken(given)).toBe(raw));

  it('decodes a slash too', () => {
    expect(normalToken('%2Fw%2fAAAAAAAAAAAAAAAAAAAAAAAA=')).toBe('/w/AAAAAAAAAAAAAAAAAAAAAAAA=');
  });

  it.each([
    ['nothing', undefined],
    ['a number', 5],
    ['null', null],
    ['an array', [raw]],
    ['empty text', ''],
    ['a blank for a plus', '0 +3c6hthjwAml4ABAXOYF4Q6UY='],
    ['a blank around', ` ${raw}`],
    ['a line break behind', `${raw}\n`],
    ['no padding', raw.slice(0, -1)],
    ['too much padding', `${raw}=`],
    ['a byte less', 'AAAAAAAAAAAAAAAAAAAAAAAAAA=='],
    ['a byte more', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['the alphabet for URLs', '0--3c6hthjwAml4ABAXOYF4Q6UY='],
    ['bits beyond the last byte', '0++3c6hthjwAml4ABAXOYF4Q6UZ='],
    ['letters that need no escape', '%30++3c6hthjwAml4ABAXOYF4Q6UY='],
    ['escapes of escapes', '0%252B%252B3c6hthjwAml4ABAXOYF4Q6UY%253D'],
    ['half an escape', '0%2+3c6hthjwAml4ABAXOYF4Q6UY='],
    ['hex', 'a'.repeat(40)],
    ['three bytes before it', `AAAA${raw}`],
    ['three bytes behind it', `${raw}AAAA`],
  ])('refuses %s', (_, given) => expect(normalToken(given)).toBeUndefined());
});

describe('verifyToken', () => {
  it('tells which spelling was signed', () => {
    expect(verifyToken(token, openKey, parts)).toBe('camel');
    expect(verifyToken(capitalToken, openKey, parts)).toBe('capital');
  });

  it.each(['openId', 'grantCode', 'timestamp', 'nonce'] as const)('covers %s', (name) => {
    expect(verifyToken(token, openKey, { ...parts, [name]: `${parts[name]}1` })).toBeUndefined();
  });

  it('refuses another key', () => {
    expect(verifyToken(token, `${openKey}x`, parts)).toBeUndefined();
  });

  it.each(['', token.toLowerCase(), vector.urlEncoded, token.slice(0, -1), `${token.slice(0, 26)}N=`])(
    'refuses %p as a Token',
    (given) => expect(verifyToken(given, openKey, parts)).toBeUndefined(),
  );

  it('verifies whatever it signed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const anyParts = fc.record({ openId: text, grantCode: text, nonce: text, timestamp: text });
    fc.assert(
      fc.property(text, anyParts, (key, its: SignedParts) => {
        const signed = signToken(key, its);
        expect(normalToken(encodeURIComponent(signed))).toBe(signed);
        expect(verifyToken(signed, key, its)).toBe('camel');
      }),
    );
  });

  it('never verifies a changed Token', () => {
    const characters = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=%-_ ',
    );
    const change = fc.tuple(fc.nat(token.length - 1), characters);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const letters = [...token];
        for (const [at, letter] of changes) letters[at] = letter;
        const changed = letters.join('');
        fc.pre(changed !== token);
        expect(verifyToken(changed, openKey, parts)).toBeUndefined();
        const normal = normalToken(changed);
        if (normal !== undefined) expect(verifyToken(normal, openKey, parts)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
