// Keeps a scan code fresh while it is shown: asks for the next one when the server said, tries again when that fails, and owns up when it is stale.
import type { PluginAnswerOf } from '../../shared/plugin/interfaces.ts';
import type { Call } from './api';
import { type Cancel, newCancel } from './cancel';
import { serverNow } from './clock';
import type { Failure } from './outcome';
import { pauseAfter } from './watch';

export type ScanCode = PluginAnswerOf<'code'>;

export interface CodeView {
  readonly code?: ScanCode;
  /** The code is there but the till would refuse it. */
  readonly stale: boolean;
  readonly busy: boolean;
  readonly failure?: Failure;
}

export interface CodeDesk {
  /** Shows a fresh code and keeps it so. Asked again, it looks at once whether it still is. */
  start(): void;
  stop(): void;
}

export function newCodeDesk(call: Call, couponId: string, show: (view: CodeView) => void): CodeDesk {
  let code: ScanCode | undefined;
  let round: Cancel | undefined;
  /** The round whose answer is under way. */
  let asking: Cancel | undefined;
  let failures = 0;

  const isStale = () => code === undefined || code.validUntilAt <= serverNow();
  const view = (busy: boolean, failure?: Failure): CodeView => ({
    ...(code === undefined ? {} : { code }),
    stale: code !== undefined && isStale(),
    busy,
    ...(failure === undefined ? {} : { failure }),
  });

  async function fetchCode(cancel: Cancel): Promise<void> {
    asking = cancel;
    if (isStale()) show(view(true));
    const outcome = await call('code', { couponId }, cancel);
    if (cancel.cancelled) return;
    asking = undefined;
    if (outcome.ok) {
      code = outcome.data;
      failures = 0;
      show(view(false));
      return later(code.refreshAt - serverNow(), cancel);
    }
    failures += 1;
    show(view(false, outcome.failure));
    if (outcome.failure.retryable) later(untilNextTry(), cancel);
  }

  /** Where the code runs out before the next try, it has to be seen as stale in time. */
  function untilNextTry(): number {
    const wait = pauseAfter(failures);
    return code === undefined || isStale() ? wait : Math.min(wait, code.validUntilAt - serverNow());
  }

  function later(ms: number, cancel: Cancel): void {
    const timer = setTimeout(() => void fetchCode(cancel), Math.max(500, ms));
    cancel.onCancel(() => clearTimeout(timer));
  }

  return {
    start() {
      if (round !== undefined && asking === round) return;
      round?.cancel();
      round = newCancel();
      failures = 0;
      if (code !== undefined && code.refreshAt > serverNow()) {
        show(view(false));
        later(code.refreshAt - serverNow(), round);
      } else void fetchCode(round);
    },
    stop() {
      round?.cancel();
      round = undefined;
    },
  };
}
