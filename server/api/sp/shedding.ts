// More claims than can be written: whoever would be refused anyway is refused before anything of the call is read. Under an overload most
// calls are refused, so it has to cost as little as possible: nothing is parsed, verified or logged one by one.
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { createRefusals } from '../steps/refusals.ts';
import type { Answer } from '../steps/way-in.ts';
import type { SpDeps } from './deps.ts';

/** Between two lines of the log that tell how many were turned away. */
const tellEveryMs = 1_000;

export function sheddingClaims(deps: Pick<SpDeps, 'claims' | 'metrics' | 'log'>, answer: Answer): Answer {
  const { claims, metrics, log } = deps;
  const busy = new SpError('tooManyRequests');
  const body = JSON.stringify(spAnswer.error(busy));
  const head = [
    ...['Content-Type', 'application/json; charset=utf-8'],
    ...['Content-Length', String(Buffer.byteLength(body))],
    ...['Retry-After', '1'],
  ];
  const turnedAway = metrics.requests.labels('coupon.receive', String(busy.code));
  const refusals = createRefusals();
  let count = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  function note(): void {
    turnedAway.inc();
    count += 1;
    const now = performance.now();
    if (now - toldAt < tellEveryMs) return;
    log.warn({ interface: 'coupon.receive', turnedAway: count }, 'more claims than can be written');
    toldAt = now;
    count = 0;
  }

  return async (request, response) => {
    if (!claims.isFull()) {
      await answer(request, response);
      return refusals.served();
    }
    refusals.add(() => {
      note();
      // Who has hung up meanwhile hears nothing.
      if (response.destroyed) return;
      response.writeHead(busy.http, head);
      response.end(body);
    });
  };
}
