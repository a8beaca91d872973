// What went wrong, in words, and the exit code that says whose turn it is: 2 the caller's, 1 the operator's.
import { CommanderError } from 'commander';
import { CallbackUrlError } from '../delivery/address.ts';
import { SettingsError } from '../settings/settings.ts';
import { StoreRefused } from '../store/refused.ts';
import { Refusal, StoreUnavailable } from '../usecase/errors.ts';

/** A call that is wrong in a way that the parser of options cannot see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const callersFault = [UsageError, Refusal, StoreRefused, CallbackUrlError, SettingsError];

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return callersFault.some((kind) => error instanceof kind) ? 2 : 1;
}

/** @returns undefined where the parser has said it already. */
export function failureText(error: unknown, env: NodeJS.ProcessEnv): string | undefined {
  if (error instanceof CommanderError) return undefined;
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  if (exitCodeOf(error) === 2) return `error: ${error.message}`;
  const text = `error: ${error instanceof StoreUnavailable ? unavailable(error) : error.message}`;
  return env['LOG_LEVEL'] === 'debug' ? `${text}\n${error.stack}` : text;
}

function unavailable(error: StoreUnavailable): string {
  return `the store cannot be used now (${error.message}), so nothing was changed: try again`;
}
