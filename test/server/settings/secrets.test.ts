import { createSeal, maskPhone, SealError } from '../../../server/settings/secrets.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const PLACE = 'credential:secret:PSUBZ';

describe('createSeal', () => {
  const seal = createSeal({ current: key(1), older: [] });

  it.each(['', 'DZaslH9B9ycqRrE77laCPB2Om', '密钥🔑'])('opens what it sealed: %j', (plain) => {
    expect(seal.open(seal.seal(plain, PLACE), PLACE)).toBe(plain);
  });

  it('never makes the same text twice', () => {
    expect(seal.seal('plain', PLACE)).not.toBe(seal.seal('plain', PLACE));
  });

  it('names the key by its own hash', () => {
    // First 8 digits of SHA-256 over 32 bytes of 01.
    expect(seal.seal('plain', PLACE)).toMatch(/^v1\.72cd6e84\.[\w-]+$/);
  });

  it('opens nothing in another place', () => {
    const sealed = seal.seal('plain', PLACE);
    expect(() => seal.open(sealed, 'credential:secret:OTHER')).toThrow(SealError);
  });

  it('opens what an older key sealed', () => {
    const rotated = createSeal({ current: key(2), older: [key(1)] });
    expect(rotated.open(seal.seal('plain', PLACE), PLACE)).toBe('plain');
    expect(() => seal.open(rotated.seal('plain', PLACE), PLACE)).toThrow('No master key with the id');
  });

  it('notices every single changed character', () => {
    const sealed = seal.seal('plain', PLACE);
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => seal.open(changed, PLACE)).toThrow(SealError);
    }
  });

  it('notices spare bits that decoding would ignore', () => {
    const sealed = seal.seal('plain', PLACE);
    // 33 bytes make whole groups of base64url; one byte more leaves spare bits behind.
    const longer = seal.seal('plain+', PLACE);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(longer.at(-1) ?? '');
    expect(() => seal.open(longer.slice(0, -1) + alphabet[last + 1], PLACE)).toThrow(SealError);
    expect(() => seal.open(`${sealed}=`, PLACE)).toThrow(SealError);
  });

  it.each(['', 'v1', 'v1.72cd6e84', 'v1.72cd6e84.', 'v1.72cd6e84.AAAA', 'v2.72cd6e84.AAAA'])(
    'refuses text that was never sealed: %j',
    (text) => {
      expect(() => seal.open(text, PLACE)).toThrow(SealError);
    },
  );

  it('hashes alike only for place and key', () => {
    const hash = seal.hash('13911112222', 'phone');
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(createSeal({ current: key(1), older: [key(3)] }).hash('13911112222', 'phone')).toBe(hash);
    expect(seal.hash('13911112222', 'other')).not.toBe(hash);
    expect(createSeal({ current: key(2), older: [] }).hash('13911112222', 'phone')).not.toBe(hash);
  });

  it('keeps place and plain text apart when hashing', () => {
    expect(seal.hash('b:c', 'a')).not.toBe(seal.hash('c', 'a:b'));
  });
});

describe('maskPhone', () => {
  it.each([
    ['13911112222', '139****2222'],
    ['1391111222', '***'],
    ['+8613911112222', '***'],
    ['a3911112222', '***'],
    ['', '***'],
  ])('shows %j as %j', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});
