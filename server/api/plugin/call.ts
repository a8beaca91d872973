// One call of one interface, as its handler gets it.
import type { IncomingMessage } from 'node:http';
import type {
  PluginAnswerOf,
  PluginInterfaceName,
  PluginRequestOf,
} from '../../../shared/plugin/interfaces.ts';
import type { PluginSession } from '../../usecase/plugin-session.ts';
import type { PluginDeps } from './deps.ts';

export interface PluginCall<Name extends PluginInterfaceName> {
  readonly request: PluginRequestOf<Name>;
  readonly http: IncomingMessage;
  /** Ends when the caller is gone. */
  readonly gone: AbortSignal;
}

export type AnyoneHandle<Name extends PluginInterfaceName> = (
  deps: PluginDeps,
  call: PluginCall<Name>,
) => Promise<PluginAnswerOf<Name>>;

/** Whatever it looks up, it looks up as this person's. */
export type SessionHandle<Name extends PluginInterfaceName> = (
  deps: PluginDeps,
  call: PluginCall<Name>,
  session: PluginSession,
) => Promise<PluginAnswerOf<Name>>;
