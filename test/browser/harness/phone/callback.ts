// The platform's way of answering: success, fail and complete if one of them is there, else a promise.

export interface Callbacks {
  success?(result: object): void;
  fail?(problem: { readonly errMsg: string }): void;
  complete?(result: object): void;
}

/** What a function of the platform refuses with, after its name and "fail". */
export class Failed extends Error {}

/** @param work later than the call itself, as on a phone */
export function answering(
  name: string,
  options: Callbacks | undefined,
  work: () => object | undefined | Promise<object | undefined>,
): Promise<object> | undefined {
  const answer = Promise.resolve()
    .then(work)
    .then((result) => ({ errMsg: `${name}:ok`, ...result }));
  const { success, fail, complete } = options ?? {};
  if (success === undefined && fail === undefined && complete === undefined)
    return answer.catch((error: unknown) => Promise.reject(problemOf(name, error)));
  void answer.then(
    (result) => {
      success?.(result);
      complete?.(result);
    },
    (error: unknown) => {
      const problem = problemOf(name, error);
      fail?.(problem);
      complete?.(problem);
    },
  );
  return undefined;
}

function problemOf(name: string, error: unknown): { readonly errMsg: string } {
  if (!(error instanceof Failed)) console.error(error);
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` };
}
