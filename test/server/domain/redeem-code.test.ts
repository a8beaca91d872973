// Scan codes: who accepts which, for how long, and that a refusal tells nothing.
import fc from 'fast-check';
import { codeStepMs, handleOf, mintCode, newHandle, verifyCode } from '../../../server/domain/redeem-code.ts';
import { createSeal } from '../../../server/settings/secrets.ts';
import { noon } from '../../kit/clock.ts';

// With a fixed key, time and seeds every run sees the same codes: none is accepted or refused by luck.
const seal = createSeal({ current: Buffer.alloc(32, 7), older: [] });
const mac = (text: string) => seal.hash(text, 'redeem-code');
const handle = '00123456789';
const { code } = mintCode(mac, handle, noon);

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((each) => each.join(''));
const at = fc.integer({ min: codeStepMs, max: 4e12 });
const seeded = { seed: 42, numRuns: 500 };

/** mulberry32: small, and the same for the same seed. */
function randomFrom(seed: number): (max: number) => number {
  let state = seed;
  return (max) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * max);
  };
}

/** How far the counts are from all being the same (chi-square, 9 degrees of freedom: beyond 28 once in a thousand). */
function unevenness(texts: readonly string[], position: number): number {
  const counts = new Array<number>(10).fill(0);
  for (const text of texts) counts[Number(text[position])] = (counts[Number(text[position])] ?? 0) + 1;
  const expected = texts.length / 10;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe('newHandle', () => {
  it('has 11 digits, the small ones too', () => {
    expect(newHandle(() => 7)).toBe('00000000007');
    expect(newHandle((max) => max - 1)).toBe('99999999999');
  });

  it('is another one each time', () => {
    const handles = Array.from({ length: 1000 }, () => newHandle());
    expect(new Set(handles).size).toBe(1000);
    expect(handles.filter((one) => !/^\d{11}$/.test(one))).toEqual([]);
  });
});

describe('a code', () => {
  it('is 20 digits around its handle', () => {
    expect(code).toMatch(/^100123456789\d{8}$/);
    expect(handleOf(code)).toBe(handle);
  });

  it('is the same all through its step', () => {
    expect(noon % codeStepMs).toBe(0);
    expect(mintCode(mac, handle, noon + codeStepMs - 1).code).toBe(code);
    expect(mintCode(mac, handle, noon + codeStepMs).code).not.toBe(code);
  });

  it.each([
    ['accepted at once', 0, true],
    ['accepted at the end of its step', codeStepMs - 1, true],
    ['accepted in the next step', codeStepMs, true],
    ['accepted in the last moment', 2 * codeStepMs - 1, true],
    ['refused two steps later', 2 * codeStepMs, false],
    ['refused a step too early', -1, false],
    ['refused a day later', 86_400_000, false],
  ])('is %s', (_, later, accepted) => {
    expect(verifyCode(mac, code, noon + later)).toEqual(accepted ? { handle } : undefined);
  });

  it('is accepted until validUntilAt and not then', () => {
    fc.assert(
      fc.property(digits(11), at, (handle, at) => {
        const { code, refreshAt, validUntilAt } = mintCode(mac, handle, at);
        expect(verifyCode(mac, code, at)).toEqual({ handle });
        expect(verifyCode(mac, code, validUntilAt - 1)).toEqual({ handle });
        expect(verifyCode(mac, code, validUntilAt)).toBeUndefined();
        expect(verifyCode(mac, code, Math.floor(at / codeStepMs) * codeStepMs - 1)).toBeUndefined();
        expect(validUntilAt - at).toBeGreaterThan(codeStepMs);
        expect(validUntilAt - at).toBeLessThanOrEqual(2 * codeStepMs);
        expect(mintCode(mac, handle, refreshAt).code).not.toBe(code);
        expect(validUntilAt - refreshAt).toBeGreaterThan(45_000);
        expect(validUntilAt - refreshAt).toBeLessThanOrEqual(codeStepMs);
      }),
      seeded,
    );
  });

  it('may be typed with blanks in it', () => {
    const typed = code.replace(/(\d{4})/g, '$1 ');
    expect(verifyCode(mac, `\t${typed}\u3000\n`, noon)).toEqual({ handle });
    expect(handleOf(typed)).toBe(handle);
  });

  it('is refused with any one digit changed', () => {
    const changed = Array.from(code, (digit, position) =>
      Array.from('0123456789')
        .filter((other) => other !== digit)
        .map((other) => code.slice(0, position) + other + code.slice(position + 1)),
    ).flat();
    expect(changed).toHaveLength(180);
    expect(changed.filter((one) => verifyCode(mac, one, noon))).toEqual([]);
  });

  it('is refused under another key', () => {
    const other = createSeal({ current: Buffer.alloc(32, 8), older: [] });
    expect(verifyCode((text) => other.hash(text, 'redeem-code'), code, noon)).toBeUndefined();
  });

  it('is not hit by 100,000 random ones', () => {
    const random = randomFrom(1);
    const tail = () => random(1e8).toString().padStart(8, '0');
    // Half of them know the handle already, as whoever saw an older code does.
    const guesses = Array.from({ length: 100_000 }, (_, nth) =>
      nth % 2 === 0 ? `1${newHandle(random)}${tail()}` : `1${handle}${tail()}`,
    );
    expect(guesses.filter((one) => verifyCode(mac, one, noon))).toEqual([]);
  });

  it('has each digit everywhere equally often', () => {
    const codes = Array.from({ length: 20_000 }, (_, step) => mintCode(mac, handle, step * codeStepMs).code);
    for (let position = 12; position < 20; position += 1)
      expect(unevenness(codes, position)).toBeLessThan(35);
  });

  it('has a proof that keeps its leading zeros', () => {
    const low = Buffer.alloc(32);
    low[7] = 5;
    expect(mintCode(() => low.toString('base64url'), handle, noon).code).toBe(`1${handle}00000005`);
  });
});

const malformed = [
  '',
  'x'.repeat(20),
  code.slice(1),
  `${code}0`,
  `2${code.slice(1)}`,
  `-${code.slice(1)}`,
  `${code.slice(0, 19)}٣`,
  code.replaceAll('0', '０'),
  `${code}\n${code}`,
];

describe('what is no code', () => {
  it.each(malformed)('is refused and has no handle: %j', (text) => {
    expect(verifyCode(mac, text, noon)).toBeUndefined();
    expect(handleOf(text)).toBeUndefined();
  });

  it('is not taken for the handle of zeros', () => {
    // Every proof of this key is 00000000, as is what stands in for a text that is no code.
    const zeros = () => Buffer.alloc(32).toString('base64url');
    expect(verifyCode(zeros, 'nothing', noon)).toBeUndefined();
    expect(verifyCode(zeros, `1${'0'.repeat(19)}`, noon)).toEqual({ handle: '0'.repeat(11) });
  });

  it('is refused whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(verifyCode(mac, text, noon)).toBeUndefined();
      }),
      seeded,
    );
  });
});

it.each<[string, string]>([
  ['a code of this step', code],
  ['a code of the previous step', mintCode(mac, handle, noon - codeStepMs).code],
  ['a wrong code', `1${handle}00000000`],
  ['a handle of nobody', `1${'9'.repeat(19)}`],
  ...malformed.map((text): [string, string] => ['what is no code', text]),
])('does the same work for %s', (_, text) => {
  const hashed: string[] = [];
  const counting = (part: string) => {
    hashed.push(part);
    return mac(part);
  };
  verifyCode(counting, text, noon);
  expect(hashed).toHaveLength(2);
  // Of the same length too, so that the hashing takes as long.
  expect(new Set(hashed.map((part) => part.length)).size).toBe(1);
  expect(hashed[0]).toHaveLength(`1 ${handle} ${noon / codeStepMs}`.length);
});
