// The calls of the plugin's wire within a visit: signs in when needed, and once more when the session is over.
import type { PluginAnswerOf, PluginCallOf, PluginInterfaceName } from '../../shared/plugin/interfaces.ts';
import { answerWithinMs, watchAnswerWithinMs } from '../config';
import { type Cancel, newCancel } from './cancel';
import type { Outcome } from './outcome';
import { post } from './request';
import type { SessionDesk } from './session';
import { language, serverUrl } from './settings';

type Name = Exclude<PluginInterfaceName, 'session'>;
export type Call = <Its extends Name>(
  name: Its,
  request: Omit<PluginCallOf<Its>, 'language'>,
  cancel?: Cancel,
) => Promise<Outcome<PluginAnswerOf<Its>>>;

export function newCall(sessions: SessionDesk): Call {
  return async function call<Its extends Name>(
    name: Its,
    request: Omit<PluginCallOf<Its>, 'language'>,
    cancel: Cancel = newCancel(),
  ) {
    type Answer = PluginAnswerOf<Its>;
    const attempt = async (): Promise<{ outcome: Outcome<Answer>; token: string }> => {
      const session = await sessions.get();
      if (!session.ok) return { outcome: session, token: '' };
      const { token } = session.data;
      const options = { token, cancel, withinMs: name === 'watch' ? watchAnswerWithinMs : answerWithinMs };
      const body = { ...request, language: language() };
      return { outcome: await post<Answer>(serverUrl(`/plugin/v1/${name}`), body, options), token };
    };

    const first = await attempt();
    if (first.outcome.ok || first.outcome.failure.code !== 'sessionOver') return first.outcome;
    sessions.drop(first.token);
    return (await attempt()).outcome;
  };
}
