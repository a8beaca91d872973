// The simulator's own paths, for people and tests: what came in, what is known, and the fault plan.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyError, readBody } from '../../server/api/steps/raw-body.ts';
import { sendJson } from '../../server/api/steps/send-json.ts';
import { SpError } from '../../shared/sp/codes.ts';
import type { Book } from './book.ts';
import type { Faults } from './faults.ts';
import { overviewPage } from './page.ts';
import { stateOf } from './tables.ts';

export interface InspectDeps {
  readonly book: Book;
  readonly faults: () => Faults;
  /** @throws TypeError naming what is wrong with the plan */
  readonly setPlan: (plan: unknown) => void;
  readonly now: () => number;
}

interface Visit {
  readonly deps: InspectDeps;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

type Visited = (visit: Visit) => void | Promise<void>;

export const inspectPaths: { readonly [path: string]: { readonly [method: string]: Visited } } = {
  '/': { GET: showPage },
  '/received': { GET: listReceived },
  '/state': { GET: showState, DELETE: clearState },
  '/plan': { GET: showPlan, POST: changePlan },
};

function showPage({ deps, response }: Visit): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  });
  response.end(overviewPage(deps.book, deps.faults().plan));
}

/** A list; `since` is the `n` of the last one that is known already. */
function listReceived({ deps, query, response }: Visit): void {
  const since = query.get('since') ?? '0';
  if (!/^\d{1,15}$/.test(since)) throw new SpError('badParameter', 'since: must be a number');
  response.setHeader('X-Total-Count', deps.book.received.total);
  sendJson(response, 200, deps.book.received.after(Number(since)));
}

/** `?coupons=0`: counts only. */
function showState({ deps: { book }, query, response }: Visit): void {
  const { stocks, coupons } = book.tables;
  const counts = { stocks: stocks.size, coupons: coupons.size, received: book.received.total };
  sendJson(response, 200, query.get('coupons') === '0' ? { counts } : { counts, ...stateOf(book.tables) });
}

function clearState({ deps, response }: Visit): void {
  deps.book.clear(deps.now());
  response.writeHead(204).end();
}

function showPlan({ deps, response }: Visit): void {
  sendJson(response, 200, deps.faults().plan);
}

async function changePlan(visit: Visit): Promise<void> {
  try {
    visit.deps.setPlan(JSON.parse(await readBody(visit.request)));
  } catch (error) {
    if (error instanceof BodyError) throw new SpError('badParameter', error.message, { http: error.http });
    if (error instanceof SyntaxError) throw new SpError('badParameter', 'body: is not JSON', { http: 400 });
    if (error instanceof TypeError) throw new SpError('badParameter', error.message, { http: 400 });
    throw error;
  }
  showPlan(visit);
}
