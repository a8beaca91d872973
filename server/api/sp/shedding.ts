// More claims than can be written: whoever would be refused anyway is refused before anything of the call is read. Under an overload most
// calls are refused, so it has to cost as little as possible: nothing is parsed, verified or logged one by one.
import { SpError, spAnswer } from '../../../shared/sp/codes.ts';
import type { Answer } from '../steps/way-in.ts';
import type { SpDeps } from './deps.ts';

/** For how long those who are turned away are counted before the log tells how many they were. */
const countedForMs = 1_000;

export function sheddingClaims(
  deps: Pick<SpDeps, 'claims' | 'refusals' | 'metrics' | 'log'>,
  answer: Answer,
): Answer {
  const { claims, refusals, metrics, log } = deps;
  const busy = new SpError('tooManyRequests');
  const body = JSON.stringify(spAnswer.error(busy));
  const head = [
    ...['Content-Type', 'application/json; charset=utf-8'],
    ...['Content-Length', String(Buffer.byteLength(body))],
    ...['Retry-After', '1'],
  ];
  const turnedAway = metrics.requests.labels('coupon.receive', String(busy.code));
  let count = 0;

  function tell(): void {
    log.warn({ interface: 'coupon.receive', turnedAway: count }, 'more claims than can be written');
    count = 0;
  }

  function note(): void {
    turnedAway.inc();
    count += 1;
    if (count === 1) setTimeout(tell, countedForMs).unref();
  }

  return async (request, response) => {
    if (!claims.isFull()) {
      await answer(request, response);
      return refusals.served();
    }
    refusals.add(() => {
      // Who has hung up meanwhile hears nothing.
      if (response.destroyed) return false;
      note();
      response.writeHead(busy.http, head);
      response.end(body);
      return true;
    });
  };
}
