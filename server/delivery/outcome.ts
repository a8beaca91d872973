// What the result of a call means for the event it delivered (sp §7).
import { cutCodePoints } from '../../shared/sp/code-points.ts';
import { spErrors } from '../../shared/sp/codes.ts';
import { type AnswerEnvelope, answerEnvelope } from '../../shared/sp/messages/common.ts';
import type { SendResult } from './transport.ts';

export type OutcomeKind =
  /** Applied and confirmed. */
  | 'ack'
  /** Certainly not applied; another time it may be. */
  | 'retry'
  /** Applied, or not, or later: nobody can tell. */
  | 'ambiguous'
  /** The peer will not have it as it is. */
  | 'permanent'
  /** The channel is set up wrongly, so that every call of it would fare alike. */
  | 'configuration';

export interface Outcome {
  readonly kind: OutcomeKind;
  /** It says that the peer as a whole is down, not that it minds this event. */
  readonly unreachable: boolean;
  readonly httpStatus: number | undefined;
  readonly code: number | undefined;
  readonly message: string;
}

const configurationCodes = new Set<number>([
  spErrors.unknownApiKey.code,
  spErrors.staleRequest.code,
  spErrors.badSignature.code,
]);
const busyCodes = new Set<number>([spErrors.tooManyRequests.code, spErrors.systemError.code]);
const messageLimit = 200;

/** @param hide takes out of what the peer says what must not be stored; before it is cut, since half a secret would not be found */
export function classify(result: SendResult, hide = (text: string) => text): Outcome {
  if (result.kind === 'refused') return outcome('configuration', false, { message: hide(result.error) });
  if (result.kind === 'unsent') return outcome('retry', false, { message: hide(result.error) });
  if (result.kind === 'failed') {
    return outcome(result.sent ? 'ambiguous' : 'retry', true, { message: hide(result.error) });
  }
  const answer = answerEnvelope.safeParse(parseJson(result.body)).data;
  const told = {
    httpStatus: result.httpStatus,
    code: answer?.code,
    message: answer ? hide(answer.message) : bodyStart(hide(result.body)),
  };
  const [kind, unreachable] = classifyAnswer(result.httpStatus, answer);
  return outcome(kind, unreachable, told);
}

function classifyAnswer(status: number, answer: AnswerEnvelope | undefined): [OutcomeKind, boolean] {
  // A gateway speaks for itself: what stands behind it may have applied the call.
  if (status === 502 || status === 504) return ['ambiguous', true];
  if (status >= 500) return ['retry', true];
  // Some servers say 401 where the document says 200; the code is what counts.
  if (status < 300 || status >= 400) {
    if (answer !== undefined && configurationCodes.has(answer.code)) return ['configuration', false];
  }
  if (status >= 400) return ['retry', false];
  if (status >= 300) return ['permanent', false];
  if (status !== 200 || answer === undefined) return ['ambiguous', false];
  if (answer.code === 0) return ['ack', false];
  return [busyCodes.has(answer.code) ? 'retry' : 'permanent', false];
}

function outcome(
  kind: OutcomeKind,
  unreachable: boolean,
  told: { httpStatus?: number; code?: number | undefined; message: string },
): Outcome {
  return {
    kind,
    unreachable,
    httpStatus: told.httpStatus,
    code: told.code,
    message: cutCodePoints(told.message, messageLimit),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A page that somebody put in between is best recognised by how it begins. */
function bodyStart(body: string): string {
  const start = body.slice(0, messageLimit).replaceAll(/\s+/g, ' ').trim();
  return start === '' ? 'an empty body' : `not an answer: ${start}`;
}
