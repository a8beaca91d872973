// Changes to any text that proves something: of its bits, its letters, its length, its alphabet.
import fc from 'fast-check';

/** Where and how: every change reads as much of it as it needs. */
export interface Dice {
  readonly at: number;
  readonly by: number;
}

export type Change = (text: string, dice: Dice) => string;

/** Letters that look like others, or that a careless reader makes the same. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{ A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х' },
  ...{ a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', i: 'і', '0': 'O', '1': 'l', s: 'ſ', k: '\u212a' },
};

const invisible = ['\u200b', '\u00ad', '\ufeff', '\u0301', '\u202e', '\u0000', '\n', ' ', '\t'];

const place = (text: string, { at }: Dice): number => (text.length === 0 ? 0 : at % text.length);
const spliced = (text: string, at: number, drop: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + drop);
const swapCase = (letter: string): string =>
  letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();

/** The same text read as UTF-8 again, where a bit of its bytes is another. */
const bitFlip: Change = (text, { at, by }) => {
  const bytes = Buffer.from(text);
  const index = at % Math.max(1, bytes.length);
  bytes[index] = (bytes[index] ?? 0) ^ (1 << (by % 8));
  return bytes.toString('utf8');
};

export const textChanges: Readonly<Record<string, Change>> = {
  'a bit': bitFlip,
  'the case of a letter': (text, dice) => {
    const at = place(text, dice);
    return spliced(text, at, 1, swapCase(text.charAt(at)));
  },
  'the case of all': (text, { by }) => (by % 2 === 0 ? text.toLowerCase() : text.toUpperCase()),
  'a letter left out': (text, dice) => spliced(text, place(text, dice), 1, ''),
  'a letter twice': (text, dice) => spliced(text, place(text, dice), 0, text.charAt(place(text, dice))),
  'two letters swapped': (text, dice) => {
    const at = place(text, dice);
    return spliced(text, at, 2, text.charAt(at + 1) + text.charAt(at));
  },
  'its end cut off': (text, dice) => text.slice(0, place(text, dice)),
  'its beginning cut off': (text, dice) => text.slice(1 + place(text, dice)),
  'a look-alike': (text, { at, by }) => {
    const places = [...text].flatMap((letter, index) => (lookAlikes[letter] === undefined ? [] : [index]));
    const index = places[at % Math.max(1, places.length)];
    if (index === undefined) return bitFlip(text, { at, by });
    return spliced(text, index, 1, lookAlikes[text.charAt(index)] ?? '');
  },
  'a full-width letter': (text, dice) => {
    const at = place(text, dice);
    return spliced(text, at, 1, String.fromCharCode(text.charCodeAt(at) + 0xfee0));
  },
  'a letter beyond Latin with the same low byte': (text, dice) => {
    const at = place(text, dice);
    return spliced(text, at, 1, String.fromCharCode((text.charCodeAt(at) & 0xff) + 0x100));
  },
  'something invisible in it': (text, dice) =>
    spliced(text, place(text, dice), 0, invisible[dice.by % invisible.length] ?? ''),
  'something behind it': (text, { by }) => text + 'A0=&"} '.charAt(by % 7),
  'itself behind it': (text) => text + text,
  'itself backwards': (text) => [...text].reverse().join(''),
  'nothing of it': () => '',
};

const dice: fc.Arbitrary<Dice> = fc.record({ at: fc.nat(100_000), by: fc.nat(255) });

/** One of the named changes, and where. */
export function changeOf<Name extends string>(
  changes: Readonly<Record<Name, unknown>>,
): fc.Arbitrary<[Name, Dice]> {
  return fc.tuple(fc.constantFrom(...(Object.keys(changes) as Name[])), dice);
}
