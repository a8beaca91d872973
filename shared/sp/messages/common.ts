// What every SP message has: the five common parameters, and the answer's envelope.
import { z } from 'zod';
import {
  anObject,
  exactChoice,
  exactInteger,
  exactTime,
  expected,
  id,
  intMax,
  required,
  text,
} from '../fields.ts';
import { parseTimestamp } from '../times.ts';
import { StockStatus } from '../vocabulary.ts';

/** sp §2. `timestamp` comes out as epoch ms; callers write it as seconds or milliseconds, text or number. */
export const commonParameters = z.object({
  api_key: id(64),
  seq_id: id(64),
  timestamp: z.unknown().transform((value, context): number => {
    const at = parseTimestamp(value);
    if (at !== undefined) return at;
    const message = value === undefined || value === null ? required : 'must be 10 or 13 digits';
    context.issues.push({ code: 'custom', input: value, message });
    return z.NEVER;
  }),
  nonce: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), id(64)),
  sign: id(128),
});
export type CommonParameters = z.infer<typeof commonParameters>;

const commonNames: ReadonlySet<string> = new Set(Object.keys(commonParameters.shape));

/** A request without its common parameters: what the message is about. */
export function withoutCommon(parameters: unknown): unknown {
  if (typeof parameters !== 'object' || parameters === null) return parameters;
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !commonNames.has(name)));
}

/** A message of ours, checked to the letter: no field too many. The common parameters may stand beside it. */
export function exactMessage<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(withoutCommon, schema);
}

const resultCode = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .transform(Number),
  ],
  expected('an integer'),
);
const optionalMessage = z.string().nullish();

/** A peer's answer, read liberally (sp §7): its code and message under any of the names that were seen. */
export const answerEnvelope = z
  .object(
    {
      code: resultCode.nullish(),
      errCode: resultCode.nullish(),
      message: optionalMessage,
      errMsg: optionalMessage,
      msg: optionalMessage,
      data: z.unknown().optional(),
    },
    anObject,
  )
  .transform((answer, context): AnswerEnvelope => {
    const code = answer.code ?? answer.errCode;
    if (code === undefined || code === null) {
      context.issues.push({ code: 'custom', input: answer, path: ['code'], message: required });
      return z.NEVER;
    }
    const { data } = answer;
    const message = answer.message ?? answer.errMsg ?? answer.msg ?? '';
    return data === undefined || data === null ? { code, message } : { code, message, data };
  });

export interface AnswerEnvelope {
  code: number;
  message: string;
  data?: unknown;
}

/** For interfaces whose answer says nothing but its code. */
export const noAnswerData = z.unknown();

/** The terms of a stock as both the query's answer and /stock/rsync spell them. */
export const exactStockTerms = {
  stock_id: id(30),
  stock_name: text(20),
  instructions: text(1024),
  coupon_name: text(20),
  coupon_desc: text(50),
  max_coupons: exactInteger({ min: 1, max: intMax }),
  max_coupons_per_user: exactInteger({ min: 1, max: intMax }),
  available_begin_time: exactTime,
  available_end_time: exactTime,
  create_time: exactTime,
  stock_status: exactChoice(...Object.values(StockStatus)),
};
