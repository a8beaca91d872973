// What a merchant server answered, read liberally: status and code as their types or as text, ids without a digit lost.
import { z } from 'zod';
import { anObject } from '../sp/fields.ts';
import { firstProblem } from '../sp/problem.ts';
import { type DataOf, type MerchantAction, merchantActions } from './actions.ts';
import { answeredFlag, answeredInteger, answeredText } from './answer-fields.ts';
import { merchantErrors } from './codes.ts';
import { parseExactJson } from './exact-json.ts';

export interface MerchantCallAnswer<Data> {
  /** undefined where no answer came: refused, reset, timed out. */
  readonly httpStatus: number | undefined;
  /** status true and code 0: it was done. */
  readonly ok: boolean;
  /** undefined where the body is no answer at all: whether it was done is not known. */
  readonly code: number | undefined;
  readonly message: string;
  /** Only with `ok`, and only if it is what the action promises. */
  readonly data: Data | undefined;
  /** What is wrong with the answer, if anything. */
  readonly problem?: string;
  /** The body as it came; empty where none did. */
  readonly body: string;
  /** How often it was asked for. */
  readonly attempts: number;
}

const envelope = z.object(
  { status: answeredFlag, code: answeredInteger, message: answeredText, data: z.unknown().optional() },
  anObject,
);

export function readCallAnswer<Action extends MerchantAction>(
  action: Action,
  httpStatus: number,
  body: string,
  attempts: number,
): MerchantCallAnswer<DataOf<Action>> {
  const parsed = envelope.safeParse(parseJson(body));
  if (!parsed.success) return { ...noAnswer(firstProblem(parsed.error), attempts), httpStatus, body };
  const { status, code, message, data } = parsed.data;
  const answer = { httpStatus, ok: status && code === 0, code, message, data: undefined, body, attempts };
  return answer.ok ? { ...answer, ...readData(action, data) } : answer;
}

/** In place of an answer that did not come. */
export function noAnswer(problem: string, attempts: number): MerchantCallAnswer<never> {
  return {
    httpStatus: undefined,
    ok: false,
    code: undefined,
    message: '',
    data: undefined,
    problem,
    body: '',
    attempts,
  };
}

const retryableCodes: ReadonlySet<number | undefined> = new Set([
  merchantErrors.systemError.code,
  merchantErrors.busy.code,
]);

/** Whether it is not known if anything was done, or the server asks for another try. Wrong scan codes are for people to retry. */
export function isWorthRetrying({ httpStatus, code }: MerchantCallAnswer<unknown>): boolean {
  return code === undefined || (httpStatus ?? 0) >= 500 || retryableCodes.has(code);
}

function readData<Action extends MerchantAction>(action: Action, data: unknown) {
  const parsed = merchantActions[action].data.safeParse(data);
  if (!parsed.success) return { problem: `data: ${firstProblem(parsed.error)}` };
  // The table's row for `action` made this value; the compiler cannot follow the index.
  return { data: parsed.data as DataOf<Action> };
}

function parseJson(body: string): unknown {
  try {
    return parseExactJson(body);
  } catch {
    return body;
  }
}
