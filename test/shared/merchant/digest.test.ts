// X-Params-Sha256: what it covers, and that nothing else verifies.
import { createHmac } from 'node:crypto';
import { digestHeader, paramsDigest, verifyDigest } from '../../../shared/merchant/digest.ts';
import { vector } from './samples.ts';

const { openKey, token } = vector;
const digested = { token, action: 'communal.user.consume', paramsSource: '{"bizId": "1"}' };
const digest = paramsDigest(openKey, digested);

describe('paramsDigest', () => {
  it('is an HMAC over Token, Action and Params', () => {
    const source = `${token}\ncommunal.user.consume\n{"bizId": "1"}`;
    expect(digest).toBe(createHmac('sha256', openKey).update(source).digest('hex'));
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digestHeader).toBe('x-params-sha256');
  });
});

describe('verifyDigest', () => {
  it('accepts what was made for the same', () => {
    expect(verifyDigest(digest, openKey, digested)).toBe(true);
  });

  it.each([
    ['another Token', { token: `A${token.slice(1)}` }],
    ['another Action', { action: 'communal.user.consume-reverse' }],
    ['other Params', { paramsSource: '{"bizId": "2"}' }],
    ['the same Params written otherwise', { paramsSource: '{"bizId":"1"}' }],
  ])('refuses it for %s', (_, other) => {
    expect(verifyDigest(digest, openKey, { ...digested, ...other })).toBe(false);
  });

  it('refuses it for another key', () => {
    expect(verifyDigest(digest, 'x', digested)).toBe(false);
  });

  it.each([undefined, '', digest.toUpperCase(), digest.slice(1), `${digest} `, [digest], 5])(
    'refuses %p as a digest',
    (given) => expect(verifyDigest(given, openKey, digested)).toBe(false),
  );
});
