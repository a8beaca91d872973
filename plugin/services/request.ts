// One POST as the plugin's wire wants it: JSON both ways, a limit of time, and an outcome instead of an exception.
import type { PluginAnswer } from '../../shared/plugin/messages/envelope.ts';
import type { Cancel } from './cancel';
import { observeDate } from './clock';
import { failed, type LocalKind, type Outcome } from './outcome';

export interface PostOptions {
  readonly token?: string;
  readonly withinMs: number;
  readonly cancel: Cancel;
}

export function post<Data>(url: string, body: object, options: PostOptions): Promise<Outcome<Data>> {
  const { token, withinMs, cancel } = options;
  return new Promise((resolve) => {
    if (cancel.cancelled) return resolve(failed('cancelled'));
    let forget: () => void = () => undefined;
    const task = wx.request({
      url,
      method: 'POST',
      data: body,
      dataType: 'json',
      timeout: withinMs,
      header: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      success: ({ data, header }) => {
        observeDate(header);
        resolve(readAnswer<Data>(data));
      },
      fail: ({ errMsg }) => resolve(failed(kindOf(errMsg))),
      complete: () => forget(),
    });
    forget = cancel.onCancel(() => {
      task.abort();
      resolve(failed('cancelled'));
    });
  });
}

/** A proxy's error page, a captive portal: whatever is not our envelope is unreadable. */
function readAnswer<Data>(body: unknown): Outcome<Data> {
  const answer = body as PluginAnswer<Data> | null;
  if (answer?.ok === true) return answer;
  if (answer?.ok === false && typeof answer.error?.code === 'string')
    return { ok: false, failure: answer.error };
  return failed('unreadable');
}

function kindOf(errMsg: string): LocalKind {
  if (errMsg.includes('abort')) return 'cancelled';
  return /time\s?-?out|timed out/i.test(errMsg) ? 'timeout' : 'offline';
}
