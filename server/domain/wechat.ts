// What can come of a call to WeChat: its answer, or one of four problems, which differ in what may have happened over there.

export type WechatProblem =
  /** It said no, and why. */
  | { readonly kind: 'refused'; readonly errcode: number; readonly errmsg: string }
  /** The call never got there. */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** It went out and nothing came back: it may have been applied. */
  | { readonly kind: 'unanswered'; readonly message: string }
  /** What came back was not an answer: it may have been applied. */
  | { readonly kind: 'garbled'; readonly message: string };

export type WechatResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: WechatProblem };

export const done = <Value>(value: Value): WechatResult<Value> => ({ ok: true, value });
export const failed = (problem: WechatProblem): WechatResult<never> => ({ ok: false, problem });

/** In one line; never holds a token, secret or code. */
export function problemText(problem: WechatProblem): string {
  return problem.kind === 'refused' ? `${problem.errcode} ${problem.errmsg}` : problem.message;
}
