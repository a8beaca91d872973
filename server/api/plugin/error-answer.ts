// From what was thrown to what the person reads, with a reference that an operator finds in the log.
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Language, PluginError, pluginErrors } from '../../../shared/plugin/errors.ts';
import type { PluginFailure } from '../../../shared/plugin/messages/envelope.ts';
import { isBusy, StoreBusy, StoreUnavailable } from '../../usecase/errors.ts';
import { BodyError } from '../steps/raw-body.ts';
import type { PluginDeps } from './deps.ts';

export function failureOf(
  { log, health }: Pick<PluginDeps, 'log' | 'health'>,
  response: ServerResponse,
  error: unknown,
  language: Language,
): { http: number; failure: PluginFailure } {
  const known = translated(error);
  const reference = randomBytes(5).toString('hex').toUpperCase();
  if (error instanceof StoreBusy)
    log.warn({ err: error, reference }, 'plugin call turned away: the store is busy');
  if (known === undefined) {
    if (error instanceof StoreUnavailable) health.storeFailed(error);
    log.error({ err: error, reference }, 'plugin call failed');
  }
  const key = known?.key ?? 'systemError';
  const { http, retryable } = pluginErrors[key];
  if (http === 503 || http === 429) response.setHeader('Retry-After', '1');
  const detail = known?.detail;
  return {
    http,
    failure: {
      code: key,
      message: pluginErrors[key][language],
      retryable,
      reference,
      ...(detail && { detail }),
    },
  };
}

function translated(error: unknown): PluginError | undefined {
  if (error instanceof PluginError) return error;
  if (isBusy(error)) return new PluginError('busy');
  return error instanceof BodyError ? new PluginError('badRequest') : undefined;
}
