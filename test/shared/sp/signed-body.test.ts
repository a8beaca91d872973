// sp §2, signing out: what is signed is what is sent, and nothing in it can be changed unnoticed.
import * as fc from 'fast-check';
import { parseJsonSource } from '../../../shared/sp/json-source.ts';
import { verifySignature } from '../../../shared/sp/signature.ts';
import { signedBody } from '../../../shared/sp/signed-body.ts';
import { sampleCredential } from './samples.ts';

const stamp = { seqId: '38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2', now: 1_572_342_076_999, nonce: '157234207' };
const build = (parameters: object) => signedBody(sampleCredential, parameters, stamp);
const verify = (text: string) => verifySignature(parseJsonSource(text), sampleCredential);

const common = ['api_key', 'seq_id', 'timestamp', 'nonce', 'sign'];
const distinctKeys = (parameters: object) => {
  const trimmed = [...common, ...Object.keys(parameters).map((key) => key.trim())];
  return new Set(trimmed).size === trimmed.length;
};
const parametersOf = fc
  .dictionary(fc.string({ unit: 'binary', maxLength: 12 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 8 })
  .filter(distinctKeys);

describe('signedBody', () => {
  it('is compact, common parameters first', () => {
    const text = build({ stock_id: 'test001', extra: 'a "b"\n中' });
    expect(text.replace(/[0-9A-F]{32}/, 'SIGN')).toBe(
      '{"api_key":"PSUBZLHOKUO6HV52A5CAUSSE5KSB6Y","seq_id":"38d42bd9-9f5a-415e-89d9-ea4ff9cffdf2",' +
        '"timestamp":"1572342076","nonce":"157234207","sign":"SIGN","stock_id":"test001","extra":"a \\"b\\"\\n中"}',
    );
  });

  it('never sends what is undefined or null', () => {
    const text = build({ a: undefined, b: null, c: { d: null, e: 1 }, f: [] });
    expect(JSON.parse(text)).toEqual({
      ...JSON.parse(build({})),
      sign: expect.any(String),
      c: { e: 1 },
      f: [],
    });
    expect(verify(text)).toBe('slices');
  });

  it.each([...common, 'sign '])('leaves %s to the signer alone', (key) => {
    expect(() => build({ [key]: 'x' })).toThrow(new TypeError(`${key} is set by the signer`));
  });

  it('signs under the scheme of the credential', () => {
    const stronger = { ...sampleCredential, scheme: 'hmac-sha256-suffix' } as const;
    const members = parseJsonSource(signedBody(stronger, { a: 1 }, stamp));
    expect(verifySignature(members, stronger)).toBe('slices');
  });

  it('verifies whatever the parameters are', () => {
    fc.assert(fc.property(parametersOf, (parameters) => expect(verify(build(parameters))).toBe('slices')));
  });

  it('shows every change of one field', () => {
    const change = fc.constantFrom('alter', 'remove', 'rename');
    fc.assert(
      fc.property(parametersOf, change, fc.nat(), (parameters, kind, pick) => {
        const members = parseJsonSource(build(parameters));
        const target = members[pick % members.length];
        const changed = members.flatMap((member) => {
          if (member !== target) return [member];
          if (kind === 'remove') return [];
          if (kind === 'rename') return [{ ...member, key: `${member.key}'` }];
          const value = typeof member.value === 'string' ? `${member.value}'` : 'altered';
          return [{ ...member, value, slice: JSON.stringify(value) }];
        });
        expect(verifySignature(changed, sampleCredential)).toBeUndefined();
      }),
    );
  });
});
