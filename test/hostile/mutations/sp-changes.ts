// Changes to a signed body that somebody between the caller and us could make without knowing the secret.
import { createHash, createHmac } from 'node:crypto';
import { parseJsonSource } from '../../../shared/sp/json-source.ts';
import { signingSource } from '../../../shared/sp/signature.ts';
import { type Change, type Dice, textChanges } from './text.ts';

type Members = [key: string, source: string][];

/** Members as they stand in the text, and back. */
const membersOf = (text: string): Members => parseJsonSource(text).map(({ key, slice }) => [key, slice]);
const textOf = (members: Members): string =>
  `{${members.map(([key, source]) => `${JSON.stringify(key)}:${source}`).join()}}`;

const changing =
  (change: (members: Members, dice: Dice) => Members): Change =>
  (text, dice) =>
    textOf(change(membersOf(text), dice));

const indexOf = (members: Members, { at }: Dice): number => at % members.length;

/** As a text stands in the signature: without its quotes. */
const rawOf = (source: string): string => (source.startsWith('"') ? JSON.parse(source) : source);

const sourceOf = (text: string): string =>
  signingSource(membersOf(text).map(([key, source]) => [key, rawOf(source)] as const));

const hash = (name: string, text: string) => createHash(name).update(text);
/** What somebody would try who knows the scheme, or another one, but no secret of ours. */
const otherSigns: readonly ((source: string) => string)[] = [
  (source) => hash('md5', source).digest('hex').toUpperCase(),
  (source) => hash('md5', `${source}undefined`).digest('hex').toUpperCase(),
  (source) => hash('md5', `${source}&key=`).digest('hex').toUpperCase(),
  (source) => hash('md5', `secret${source}`).digest('hex').toUpperCase(),
  (source) => hash('sha256', source).digest('hex').toUpperCase(),
  (source) => hash('sha1', source).digest('hex').toUpperCase(),
  (source) => hash('md5', source).digest('base64'),
  (source) => createHmac('md5', '').update(source).digest('hex').toUpperCase(),
  (source) => createHmac('sha256', '').update(source).digest('hex').toUpperCase(),
  () => '0'.repeat(32),
  () => 'D41D8CD98F00B204E9800998ECF8427E',
];

const withSign = (text: string, source: string): string =>
  textOf(membersOf(text).map(([key, was]) => [key, key === 'sign' ? source : was]));

const signOf = (text: string): string => rawOf(new Map(membersOf(text)).get('sign') ?? '""');

const appended = [
  ...['"x":1', '"x":null', '"coupon_status":4', '"mobile_phone":"13800000000"', '"":""', '"a=1&b":"2"'],
  ...[
    '"__proto__":{"user_code":"eve"}',
    '"user_code":"eve"',
    '"user_code ":"eve"',
    '"\\u0075ser_code":"eve"',
  ],
  ...['"USER_CODE":"eve"', '"sign ":"X"', '"api_key\\u0000":"x"', '"reason":null', '"stock_id&":"other"'],
] as const;

const otherValues = [
  '"eve"',
  '0',
  '1',
  'null',
  '""',
  '[]',
  '{}',
  'true',
  '"test002"',
  '4',
  '1e0',
  '1.0',
  '-0',
];

export const spChanges: Readonly<Record<string, Change>> = {
  ...Object.fromEntries(Object.entries(textChanges).map(([name, change]) => [`body: ${name}`, change])),
  ...Object.fromEntries(
    Object.entries(textChanges).map(([name, change]) => [
      `sign: ${name}`,
      (text: string, dice: Dice) => withSign(text, JSON.stringify(change(signOf(text), dice))),
    ]),
  ),
  'sign: of another algorithm': (text, { by }) =>
    withSign(text, JSON.stringify(otherSigns[by % otherSigns.length]?.(sourceOf(text)))),
  'sign: of another kind': (text, { by }) =>
    withSign(text, [`["${signOf(text)}"]`, '{"$ne":""}', 'null', '0', 'true', '""'][by % 6] ?? ''),
  'members: in another order': changing((members, dice) => {
    const at = indexOf(members, dice);
    return [...members.slice(at), ...members.slice(0, at)];
  }),
  'members: one left out': changing((members, dice) =>
    members.filter((_, n) => n !== indexOf(members, dice)),
  ),
  'members: one more': (text, { by }) => `${text.slice(0, -1)},${appended[by % appended.length]}}`,
  'members: one more in front': (text, { by }) => `{${appended[by % appended.length]},${text.slice(1)}`,
  'members: another value': changing((members, dice) => {
    const value = otherValues[dice.by % otherValues.length] ?? '';
    return members.map(([key, was], n) => [key, n === indexOf(members, dice) ? value : was]);
  }),
  'members: two values swapped': changing((members, dice) => {
    const [one, two] = [indexOf(members, dice), dice.by % members.length];
    const sources = members.map(([, source]) => source);
    return members.map(([key, was], n) => [
      key,
      (n === one ? sources[two] : n === two ? sources[one] : was) ?? was,
    ]);
  }),
  'members: text for a number, and back': changing((members, dice) =>
    members.map(([key, was], n) => {
      const turned = was.startsWith('"') ? rawOf(was) : JSON.stringify(was);
      return [key, n === indexOf(members, dice) && /^"|^\d+$/.test(turned) ? turned : was];
    }),
  ),
  'members: one swallowed by the one before': changing(swallowed),
  'members: one swallowed by the name of the next': changing((members, dice) => {
    const sorted = inOrder(members);
    const at = dice.at % (sorted.length - 1);
    const [[key, source] = ['', ''], [next, nextSource] = ['', '']] = sorted.slice(at, at + 2);
    return [...sorted.slice(0, at), [`${key}=${rawOf(source)}&${next}`, nextSource], ...sorted.slice(at + 2)];
  }),
};

/** In the order of the signature, `sign` in front. */
const inOrder = (members: Members): Members =>
  [...members].sort(([a], [b]) => (a === 'sign' ? -1 : b === 'sign' ? 1 : a < b ? -1 : 1));

/** `a=1&b=2` is also what an `a` of `1&b=2` is signed as. */
function swallowed(members: Members, dice: Dice): Members {
  const sorted = inOrder(members);
  const at = 1 + (dice.at % (sorted.length - 2));
  const many = 1 + (dice.by % Math.min(3, sorted.length - at - 1));
  const [[key, source] = ['', ''], ...eaten] = sorted.slice(at, at + 1 + many);
  const text = [rawOf(source), ...eaten.map(([name, its]) => `${name}=${rawOf(its)}`)].join('&');
  return [...sorted.slice(0, at), [key, JSON.stringify(text)], ...sorted.slice(at + 1 + many)];
}
