// The one closed table of the merchant open API's errors, and the answers they become.
import { cutCodePoints } from '../sp/code-points.ts';
import { messageLimit } from '../sp/codes.ts';
import { businessErrors } from './business-errors.ts';
import { systemErrors } from './system-errors.ts';

export interface MerchantErrorEntry {
  readonly code: number;
  /** Tills show it to cashiers: Chinese, short, and it says what to do. */
  readonly message: string;
  /** For whoever writes the till's software. */
  readonly cause: string;
  readonly advice: string;
  /** Answered with status false. */
  readonly system: boolean;
  readonly http: number;
  /** The very same call may succeed later although nobody changed anything. */
  readonly retryable: boolean;
}

export const merchantErrors = { ...businessErrors, ...systemErrors } as const satisfies Record<
  string,
  MerchantErrorEntry
>;

export type MerchantErrorKey = keyof typeof merchantErrors;

export const successMessage = '操作成功';

/** An answer with a code other than 0. `detail` replaces the table's message; it must be fit for the other side to read. */
export class MerchantError extends Error {
  override readonly name = 'MerchantError';
  readonly key: MerchantErrorKey;
  readonly code: number;
  readonly system: boolean;
  readonly http: number;
  readonly retryable: boolean;

  constructor(key: MerchantErrorKey, detail?: string) {
    const { code, message, system, http, retryable } = merchantErrors[key];
    super(cutCodePoints(detail ?? message, messageLimit));
    this.key = key;
    this.code = code;
    this.system = system;
    this.http = http;
    this.retryable = retryable;
  }
}

/** What travels back. Only success has `data`; a business error has status true, as its request was understood. */
export interface MerchantAnswer<Data = unknown> {
  status: boolean;
  code: number;
  message: string;
  data?: Data;
}

export const merchantAnswer = {
  ok<Data>(data: Data): MerchantAnswer<Data> {
    return { status: true, code: 0, message: successMessage, data };
  },
  error(error: MerchantError): MerchantAnswer<never> {
    return { status: !error.system, code: error.code, message: error.message };
  },
};

/** The answer as the documents' samples spell it, for tills that were written by the samples: "true" and "0". */
export function asSamples(answer: MerchantAnswer): Record<string, unknown> {
  const spelled = spellResult(answer);
  return isResult(answer.data) ? { ...spelled, data: spellResult(answer.data) } : spelled;
}

interface Result {
  readonly status: boolean;
  readonly code: number;
}

function spellResult(result: Result): Record<string, unknown> {
  return { ...result, status: String(result.status), code: String(result.code) };
}

/** `status` alone may be anything: that of a coupon is a number. */
function isResult(data: unknown): data is Result {
  if (typeof data !== 'object' || data === null) return false;
  const { status, code } = data as Partial<Result>;
  return typeof status === 'boolean' && typeof code === 'number';
}
