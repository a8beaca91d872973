// What a caller gets from the faults that apply nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../../server/api/steps/send-json.ts';
import { spErrors } from '../../shared/sp/codes.ts';
import type { Fault, FaultKind } from './faults.ts';

interface Act {
  readonly fault: Fault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

interface Instead {
  /** The code that is answered, if any. */
  code(fault: Fault): number | null;
  act(act: Act): Promise<void> | void;
}

const { code: systemError, message: systemErrorMessage } = spErrors.systemError;

export const insteadOfAnswer: { readonly [kind in FaultKind]?: Instead } = {
  refuse: { code: () => null, act: ({ request }) => void request.socket.resetAndDestroy() },
  timeout: { code: () => null, act: holdUntilGone },
  '500': {
    code: () => systemError,
    act: ({ response }) => sendJson(response, 500, { code: systemError, message: systemErrorMessage }),
  },
  code: {
    code: ({ code }) => code,
    act: ({ fault: { code }, response }) =>
      sendJson(response, 200, { code, message: 'as the fault plan says' }),
  },
  malformed: { code: () => null, act: ({ response }) => sendPage(response) },
};

/** Nobody waits longer than this. */
const holdMs = 60_000;

async function holdUntilGone({ response, request, wait }: Act): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await wait(holdMs, gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
  request.socket.destroy();
}

function sendPage(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end('<html><head><title>Welcome</title></head><body>The gateway says hello.</body></html>');
}
