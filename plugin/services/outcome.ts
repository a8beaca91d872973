// What a call came to: an answer, or why there is none. Failures are values, so that every page shows them.
import type { PluginFailure } from '../../shared/plugin/messages/envelope.ts';
import { words } from '../i18n/words';

/** What can go wrong before the server has its say. `cancelled` is never shown. */
export type LocalKind = 'offline' | 'timeout' | 'unreadable' | 'login' | 'cancelled';

export interface Failure {
  readonly code: PluginFailure['code'] | LocalKind;
  /** For the person, in their language. */
  readonly message: string;
  readonly retryable: boolean;
  /** What support finds the request by. */
  readonly reference?: string | undefined;
  readonly detail?: string | undefined;
}

export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly failure: Failure };

export function answered<Data>(data: Data): Outcome<Data> {
  return { ok: true, data };
}

export function failed(code: LocalKind): Outcome<never> {
  return { ok: false, failure: { code, message: words().failures[code], retryable: true } };
}

/** The request may have been carried out although its answer never came. */
export function isUncertain({ code }: Failure): boolean {
  return ['offline', 'timeout', 'unreadable', 'cancelled', 'systemError', 'busy'].includes(code);
}
