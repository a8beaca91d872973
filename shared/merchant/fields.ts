// The kinds of fields that Params are made of. Everywhere null and "" mean absent, and numbers and their texts are the same.
import { z } from 'zod';
import { blankAsAbsent, expected, integer, type Range, required, text } from '../sp/fields.ts';
import { parseYuan } from './money.ts';

/** What a caller may write for a field of one value. */
export type Scalar = string | number | null | undefined;

const idForm = z
  .string(expected('text'))
  .regex(/^[\x21-\x7e]{1,64}$/, { error: 'must be 1 to 64 characters without blanks' });

/** An id of ours or of the caller; by number too, as far as a number can hold it. */
export const requiredId = z.preprocess(scalarText, idForm);
export const optionalId = z.preprocess(scalarText, idForm.optional());

/** Text of at most `max` characters. */
export function optionalText(max = 128) {
  return z.preprocess(scalarText, text(max).optional());
}

export function optionalInteger(range: Range) {
  return z.preprocess(scalarAsIs, integer(range).optional());
}

/** A choice out of the numbers of an enumeration; `schema` is `choice` of sp/fields.ts. */
export function optionalChoice<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(scalarAsIs, schema.optional());
}

const flagWords: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['1', true],
  [1, true],
  ['true', true],
  ['0', false],
  [0, false],
  ['false', false],
  ['', false],
  [null, false],
]);

/** Absent is false. */
export const flag = z
  .preprocess(
    (value: boolean | Scalar) => flagWords.get(value) ?? value,
    z.boolean(expected('1, 0, true or false')).optional(),
  )
  .transform((value) => value ?? false);

const fenOfYuan = z.string(expected('yuan, such as 12.30')).transform((value, context): number => {
  const fen = parseYuan(value);
  if (fen !== undefined) return fen;
  context.issues.push({ code: 'custom', input: value, message: 'must be yuan, such as 12.30' });
  return z.NEVER;
});

/** Yuan as the wire writes them, to fen; absent is 0. */
export const yuan = z.preprocess(scalarText, fenOfYuan.optional()).transform((fen) => fen ?? 0);

/** What a caller may write for a list of ids: an array, one id, or several with commas between. */
export type GivenList = readonly Scalar[] | Scalar;

const listMax = 50;
const idListForm = z
  .array(idForm, expected('a list of ids'))
  .max(listMax, { error: `must be at most ${listMax} ids` })
  .check(refuseTwice);

/** At least one. */
export const requiredIdList = z.preprocess(readList, idListForm.min(1, { error: required }));

/** Absent is empty. */
export const idList = z.preprocess(readList, idListForm.optional()).transform((ids) => ids ?? []);

function readList(value: GivenList): unknown {
  const items: unknown = typeof value === 'string' ? value.split(',') : value;
  const list = Array.isArray(items) ? items : [items];
  return list.map(trimmedText).filter((item) => item !== undefined);
}

function trimmedText(value: unknown): unknown {
  return scalarText(typeof value === 'string' ? value.trim() : (value as Scalar));
}

/** For fields that take numbers as they are. */
function scalarAsIs(value: Scalar): unknown {
  return blankAsAbsent(value);
}

/** Numbers that lost digits before they got here stay numbers, and are refused as such. */
function scalarText(value: Scalar): unknown {
  if (typeof value !== 'number') return blankAsAbsent(value);
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value : String(value);
}

/** The same coupon twice in one request is a mistake at the till, never two coupons. */
function refuseTwice({ value, issues }: z.core.ParsePayload<string[]>): void {
  const seen = new Set<string>();
  for (const [index, id] of value.entries()) {
    if (seen.has(id)) {
      issues.push({ code: 'custom', input: id, path: [index], message: 'stands there twice' });
      return;
    }
    seen.add(id);
  }
}
