// Signs the person in: WeChat's login code for a session of ours. One at a time, kept until it is over.
import type { PluginAnswerOf } from '../../shared/plugin/interfaces.ts';
import { answerWithinMs } from '../config';
import { newCancel } from './cancel';
import { serverNow } from './clock';
import { isOffline } from './network';
import { answered, failed, type Outcome } from './outcome';
import type { Query } from './query';
import { post } from './request';
import { forgetSession, keepSession, keptSession } from './session-storage';
import { language, serverUrl } from './settings';

export type Session = PluginAnswerOf<'session'>;

export interface SessionDesk {
  /** The session of this visit; signs in if there is none. Callers at the same time share one login. */
  get(): Promise<Outcome<Session>>;
  /** The server refused this token: the next one asking signs in anew. */
  drop(token: string): void;
}

/** Calls take a moment: what is over within it counts as over. */
const reserveMs = 30_000;

export function newSessionDesk(query: Query): SessionDesk {
  let known = keptSession(query);
  let login: Promise<Outcome<Session>> | undefined;

  async function signIn(): Promise<Outcome<Session>> {
    const outcome = await openSession(query);
    login = undefined;
    if (outcome.ok) {
      known = outcome.data;
      keepSession(query, known);
    }
    return outcome;
  }

  return {
    get() {
      if (known !== undefined && known.expiresAt - reserveMs > serverNow())
        return Promise.resolve(answered(known));
      login ??= signIn();
      return login;
    },
    drop(token) {
      if (known?.token !== token) return;
      known = undefined;
      forgetSession();
    },
  };
}

async function openSession(query: Query): Promise<Outcome<Session>> {
  const code = await loginCode();
  // WeChat does not say why it gives no code.
  if (code === undefined) return failed((await isOffline()) ? 'offline' : 'login');
  const body = { code, query, language: language() };
  // Shared by every page of the visit: none of them calls it off.
  return post<Session>(serverUrl('/plugin/v1/session'), body, {
    withinMs: answerWithinMs,
    cancel: newCancel(),
  });
}

function loginCode(): Promise<string | undefined> {
  return new Promise((resolve) => {
    wx.pluginLogin({
      success: ({ code }) => resolve(code),
      fail: () => resolve(undefined),
    });
  });
}
