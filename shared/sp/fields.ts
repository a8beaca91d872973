// The kinds of fields that SP messages are made of. `exact…` is what we send; the others also read what callers make of it.
import { z } from 'zod';
import { cutCodePoints, fitsCodePoints } from './code-points.ts';
import { formatTime, parseTime } from './times.ts';

/** Largest value of the documents' `int`. */
export const intMax = 2_147_483_647;

// One check per field with its own words, rather than a chain: these run for every claim.

/** Free text of 1 to `max` characters. NUL and lone surrogates are refused: no database keeps them. */
export function text(max: number) {
  return z.string(expected('a string')).check(textCheck(max)).meta({ minLength: 1, maxLength: max });
}

/** An identifier: like text, but not blank and without control characters. */
export function id(max: number) {
  return z.string(expected('a string')).check(idCheck(max)).meta({ minLength: 1, maxLength: max });
}

/** Callers write an absent text as null or "" too. */
export function optionalText(max: number) {
  return z.preprocess(blankAsAbsent, text(max).optional());
}

/** 扩展信息: a text; an object is kept as its JSON text (sp §5). */
export function extra(max = 128) {
  return z.preprocess(objectAsJson, text(max).optional());
}

/** 原因: whatever is longer than the 15 characters of the documents is cut, not refused (sp §5). */
export const reason = z.preprocess(cutReason, text(15).optional());

export interface Range {
  readonly min: number;
  readonly max: number;
}

export function exactInteger(range: Range) {
  return z
    .number(expected('an integer'))
    .check(integerCheck(range))
    .meta({ minimum: range.min, maximum: range.max });
}

/** An integer, or its decimal text. */
export function integer(range: Range) {
  return z.preprocess(decimalAsNumber, exactInteger(range));
}

/** One of the numbers of an enumeration in vocabulary.ts. */
export function exactChoice<const Choice extends number>(...choices: readonly Choice[]) {
  const problem = `must be ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return z.literal(choices, { error: ({ input }) => (isAbsent(input) ? required : problem) });
}

export function choice<const Choice extends number>(...choices: readonly Choice[]) {
  return z.preprocess(decimalAsNumber, exactChoice(...choices));
}

/** 渠道: 0, 11, and in every sample 1. */
export const exactChannelId = exactInteger({ min: 0, max: intMax });
export const channelId = integer({ min: 0, max: intMax });

/** Money in fen. */
export const fenRange: Range = { min: 0, max: Number.MAX_SAFE_INTEGER };
export const positiveFenRange: Range = { ...fenRange, min: 1 };

const timeProblem = 'must be yyyy-MM-ddTHH:mm:ss.SSS+08:00';

/** A time that stays text, in exactly the one form we send. */
export const exactTime = z
  .string(expected('a string'))
  .refine((value) => isExactTime(value), { error: timeProblem });

/** A time in any form of sp §5, to epoch ms. */
export const time = z.string(expected('a string')).transform((value, context): number => {
  const at = parseTime(value);
  if (at !== undefined) return at;
  context.issues.push({ code: 'custom', input: value, message: timeProblem });
  return z.NEVER;
});

export const optionalTime = z.preprocess(blankAsAbsent, time.optional());

export const required = 'is required';

/** The words for a value of the wrong type; an absent one is told apart. */
export function expected(what: string) {
  return { error: ({ input }: { input?: unknown }) => (isAbsent(input) ? required : `must be ${what}`) };
}

/** For objects inside messages. */
export const anObject = expected('an object');

/** null and "" as absent: for optional fields only. */
export function blankAsAbsent(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

type Check<Value> = z.core.CheckFn<Value>;

function textCheck(max: number): Check<string> {
  const lengthProblem = `must be 1 to ${max} characters`;
  return (payload) => {
    const { value } = payload;
    if (value === '' || !fitsCodePoints(value, max)) return refuse(payload, lengthProblem);
    if (value.includes('\0') || !value.isWellFormed())
      refuse(payload, 'contains characters that are no text');
  };
}

function idCheck(max: number): Check<string> {
  const checkText = textCheck(max);
  return (payload) => {
    const { value } = payload;
    if (/\p{Cc}/u.test(value)) return refuse(payload, 'must not contain control characters');
    if (value !== '' && value.trim() === '') return refuse(payload, 'must not be blank');
    checkText(payload);
  };
}

function integerCheck({ min, max }: Range): Check<number> {
  const rangeProblem =
    max === Number.MAX_SAFE_INTEGER ? `must be at least ${min}` : `must be ${min} to ${max}`;
  return (payload) => {
    const { value } = payload;
    if (!Number.isSafeInteger(value)) refuse(payload, 'must be an integer');
    else if (value < min || value > max) refuse(payload, rangeProblem);
  };
}

function refuse(payload: z.core.ParsePayload, message: string): void {
  payload.issues.push({ code: 'custom', input: payload.value, message });
}

function decimalAsNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? Number(value) : value;
}

function objectAsJson(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : blankAsAbsent(value);
}

function cutReason(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? cutCodePoints(value, 15) : blankAsAbsent(value);
}

function isExactTime(value: string): boolean {
  const at = parseTime(value);
  return at !== undefined && formatTime(at) === value;
}
