// wx.request: only to the server's address, which the page around the phone hands on as if WeChat had sent it.
import type { PhoneOptions } from '../../remote.ts';
import type { Callbacks } from '../callback.ts';

interface RequestOptions extends Callbacks {
  readonly url: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly header?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

export function newRequest({ requestDomain, patienceMs }: PhoneOptions) {
  return ({ url, method = 'GET', data, header = {}, timeout = 60_000, ...callbacks }: RequestOptions) => {
    const hangUp = new AbortController();
    const timer = setTimeout(() => hangUp.abort('timeout'), Math.min(timeout, patienceMs));
    const done = (report: () => object) => {
      clearTimeout(timer);
      callbacks.complete?.(report());
    };
    const fail = (why: string) => {
      const problem = { errMsg: `request:fail ${why}`, errno: 600_001 };
      done(() => {
        callbacks.fail?.(problem);
        return problem;
      });
    };
    if (!url.startsWith(`${requestDomain}/`)) queueMicrotask(() => fail('url not in domain list'));
    else
      fetch(url.slice(requestDomain.length), {
        method,
        headers: header,
        signal: hangUp.signal,
        ...(data !== undefined && { body: JSON.stringify(data) }),
      })
        .then(async (answer) => resultOf(answer, await answer.text()))
        .then(
          (result) =>
            done(() => {
              callbacks.success?.(result);
              return result;
            }),
          () => fail(hangUp.signal.aborted ? String(hangUp.signal.reason) : 'net::ERR_INTERNET_DISCONNECTED'),
        );
    return { abort: () => hangUp.abort('abort') };
  };
}

/** Every status is a success here: the logic reads it. */
function resultOf(answer: Response, text: string) {
  return {
    errMsg: 'request:ok',
    statusCode: answer.status,
    header: Object.fromEntries(answer.headers),
    data: parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
