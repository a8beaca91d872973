// The one closed table of SP answer codes (sp §4): what went wrong, how it travels, and whether trying again can help.
import { cutCodePoints } from './code-points.ts';

interface SpErrorEntry {
  readonly code: number;
  readonly http: number;
  readonly message: string;
  /** The very same call may succeed later although nobody changed anything. */
  readonly retryable: boolean;
}

/** Every decided answer travels as HTTP 200; only an unknown outcome (500) and shed load (503) say so in HTTP too. */
export const spErrors = {
  badParameter: entry(400000, 'bad parameter'),
  wrongUrl: entry(400001, 'no such interface'),
  wrongMethod: entry(400002, 'wrong method: use POST'),
  unknownApiKey: entry(400003, 'unknown or disabled api_key'),
  staleRequest: entry(400004, 'timestamp is outside the window'),
  badSignature: entry(400005, 'sign does not verify'),
  tooManyRequests: entry(400101, 'too many requests, try again later', { http: 503, retryable: true }),
  stateForbids: entry(400201, 'the current state does not allow this'),
  stockNotFound: entry(410001, 'stock not found'),
  stockNotIssuing: entry(410002, 'stock is not being issued'),
  stockExhausted: entry(410003, 'stock is exhausted'),
  userLimitReached: entry(410004, 'the limit per user is reached'),
  stockOver: entry(410005, 'the validity of the stock is over'),
  requestIdReused: entry(410006, 'request_id was used for another claim'),
  couponNotFound: entry(410101, 'coupon not found'),
  systemError: entry(500000, 'system error, try again later', { http: 500, retryable: true }),
} as const satisfies Record<string, SpErrorEntry>;

export type SpErrorKey = keyof typeof spErrors;

/** Longest `message` the protocol allows, in characters. */
export const messageLimit = 64;

export const successMessage = 'successful';

/** An answer with a code other than 0. `detail` replaces the table's message; it must be fit for the other side to read. */
export class SpError extends Error {
  override readonly name = 'SpError';
  readonly key: SpErrorKey;
  readonly code: number;
  readonly http: number;

  /** `options.http`: the few places where HTTP says more, such as 413 for a body that is too large. */
  constructor(key: SpErrorKey, detail?: string, options: { http?: number } = {}) {
    super(cutCodePoints(detail ?? spErrors[key].message, messageLimit));
    this.key = key;
    this.code = spErrors[key].code;
    this.http = options.http ?? spErrors[key].http;
  }
}

/** What travels back. `data` is left out rather than sent as null or {} (sp §4). */
export interface SpAnswer<Data = unknown> {
  code: number;
  message: string;
  data?: Data;
}

export const spAnswer = {
  ok<Data>(data?: Data): SpAnswer<Data> {
    return data === undefined
      ? { code: 0, message: successMessage }
      : { code: 0, message: successMessage, data };
  },
  error(error: SpError): SpAnswer<never> {
    return { code: error.code, message: error.message };
  },
};

function entry(
  code: number,
  message: string,
  more: { http?: number; retryable?: boolean } = {},
): SpErrorEntry {
  return { code, message, http: more.http ?? 200, retryable: more.retryable ?? false };
}
