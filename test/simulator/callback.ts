// One callback from its arrival to its answer, by way of whatever fault the plan has for it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyError, readBody } from '../../server/api/steps/raw-body.ts';
import { sendJson } from '../../server/api/steps/send-json.ts';
import { SpError, spAnswer, successMessage } from '../../shared/sp/codes.ts';
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import { admit } from './apply.ts';
import type { Book } from './book.ts';
import { type Checked, checkCallback } from './check.ts';
import type { CredentialLookup } from './credentials.ts';
import { insteadOfAnswer } from './fault-answers.ts';
import type { Fault, Faults } from './faults.ts';
import type { Received } from './received.ts';

export interface CallbackDeps {
  readonly lookup: CredentialLookup;
  readonly book: Book;
  readonly faults: Faults;
  readonly now: () => number;
  /** Rejects when the simulator closes. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly tell: (received: Received) => void;
}

export async function answerCallback(
  deps: CallbackDeps,
  name: OutboundName,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = deps.faults.next(name);
  // A refused connection would not have brought a body.
  const checked = fault?.fault === 'refuse' ? unread : await check(deps, name, request);
  const instead = fault && insteadOfAnswer[fault.fault];
  if (fault !== undefined && instead !== undefined) {
    record(deps, name, fault, checked, instead.code(fault), 'fault of the plan: nothing was applied');
    return instead.act({ fault, request, response, wait: deps.wait });
  }
  if (fault?.fault === 'late') await deps.wait(fault.delayMs);
  const error = decide(deps, name, fault, checked);
  if (fault?.fault === 'drop') return void request.socket.destroy();
  if (fault?.fault === 'slow') await deps.wait(fault.delayMs);
  sendJson(response, error?.http ?? 200, error === undefined ? spAnswer.ok() : spAnswer.error(error));
}

const unread = { parameters: {}, outcome: new SpError('badParameter', 'body: was not read') };

async function check(deps: CallbackDeps, name: OutboundName, request: IncomingMessage): Promise<Checked> {
  const { lookup } = deps;
  try {
    const text = await readBody(request);
    return checkCallback(name, text, { lookup, now: deps.now() });
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    const outcome = new SpError('badParameter', error.message, { http: error.http });
    return { parameters: {}, outcome };
  }
}

/** Applies the callback, or says why not. */
function decide(
  deps: CallbackDeps,
  name: OutboundName,
  fault: Fault | undefined,
  checked: Checked,
): SpError | undefined {
  try {
    if (checked.outcome instanceof SpError) throw checked.outcome;
    admit(deps.book.tables, checked.outcome);
    record(deps, name, fault, checked, 0, successMessage);
    return undefined;
  } catch (error) {
    if (!(error instanceof SpError)) throw error;
    record(deps, name, fault, checked, error.code, error.message);
    return error;
  }
}

function record(
  { book, now, tell }: CallbackDeps,
  name: OutboundName,
  fault: Fault | undefined,
  { parameters, outcome }: Checked,
  code: number | null,
  message: string,
): void {
  const entry = { at: now(), interface: name, code, message, fault: fault?.fault ?? null, parameters };
  tell(book.record(entry, code === 0 && !(outcome instanceof SpError) ? outcome : undefined));
}
