// The kinds of fields that answers are made of, read liberally: servers write numbers as text, text as numbers, and leave out.
import { z } from 'zod';
import { blankAsAbsent, expected } from '../sp/fields.ts';

/** An absent text is empty: nothing can be told from the difference. */
export const answeredText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : (value ?? '')),
  z.string(expected('text')),
);

export const optionalAnsweredText = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : blankAsAbsent(value)),
  z.string(expected('text')).optional(),
);

/** Without it the answer is of no use. */
export const answeredId = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : blankAsAbsent(value)),
  z.string(expected('text')),
);

export const answeredInteger = z.preprocess(textAsNumber, z.int(expected('an integer')));
export const optionalAnsweredInteger = z.preprocess(textAsNumber, z.int(expected('an integer')).optional());

/** An amount in yuan that the documents call a number. */
export const answeredNumber = z.preprocess(textAsNumber, z.number(expected('a number')));
export const optionalAnsweredNumber = z.preprocess(textAsNumber, z.number(expected('a number')).optional());

const flagWords: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  [1, true],
  ['1', true],
  ['false', false],
  [0, false],
  ['0', false],
]);

export const answeredFlag = z.preprocess(
  (value) => flagWords.get(value) ?? value,
  z.boolean(expected('true or false')),
);

/** "" and null are an empty list, one text is a list of one. */
export const answeredList = z.preprocess((value) => {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}, z.array(answeredId));

function textAsNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d+)?$/.test(value)
    ? Number(value)
    : blankAsAbsent(value);
}
