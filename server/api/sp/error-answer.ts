// From what was thrown to what the caller reads (sp §4). Nothing of ours leaks: an unforeseen error is "system error".
import type { ServerResponse } from 'node:http';
import { type SpAnswer, SpError, spAnswer } from '../../../shared/sp/codes.ts';
import { isBusy, StoreBusy, StoreUnavailable } from '../../usecase/errors.ts';
import { BodyError } from '../steps/raw-body.ts';
import type { SpDeps } from './deps.ts';

export function errorAnswer(
  deps: Pick<SpDeps, 'log' | 'health'>,
  response: ServerResponse,
  error: unknown,
): { http: number; body: SpAnswer } {
  const spError = asSpError(deps, error);
  if (spError.http === 503) response.setHeader('Retry-After', '1');
  return { http: spError.http, body: spAnswer.error(spError) };
}

function asSpError({ log, health }: Pick<SpDeps, 'log' | 'health'>, error: unknown): SpError {
  if (error instanceof SpError) return error;
  if (error instanceof BodyError) return new SpError('badParameter', error.message, { http: error.http });
  if (error instanceof StoreBusy) log.warn({ err: error }, 'sp call turned away: the store is busy');
  if (isBusy(error)) return new SpError('tooManyRequests');
  if (error instanceof StoreUnavailable) health.storeFailed(error);
  log.error({ err: error }, 'sp call failed: its outcome is unknown to the caller');
  return new SpError('systemError');
}
