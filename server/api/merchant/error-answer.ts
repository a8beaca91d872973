// From what was thrown to what the till reads. Nothing of ours leaks: an unforeseen error is a system error.
import type { ServerResponse } from 'node:http';
import { MerchantError } from '../../../shared/merchant/codes.ts';
import { isBusy, StoreBusy, StoreUnavailable } from '../../usecase/errors.ts';
import { BodyError } from '../steps/raw-body.ts';
import type { MerchantDeps } from './deps.ts';

export function asMerchantError(
  { log, health }: Pick<MerchantDeps, 'log' | 'health'>,
  response: ServerResponse,
  error: unknown,
): MerchantError {
  const known = translated(error);
  if (error instanceof StoreBusy) log.warn({ err: error }, 'merchant call turned away: the store is busy');
  if (known?.http === 503) response.setHeader('Retry-After', '1');
  if (known !== undefined) return known;
  if (error instanceof StoreUnavailable) health.storeFailed(error);
  log.error({ err: error }, 'merchant call failed: its outcome is unknown to the caller');
  return new MerchantError('systemError');
}

function translated(error: unknown): MerchantError | undefined {
  if (error instanceof MerchantError) return error;
  if (isBusy(error)) return new MerchantError('busy');
  if (!(error instanceof BodyError)) return undefined;
  return error.http === 413
    ? new MerchantError('bodyTooLarge')
    : new MerchantError('badEnvelope', error.message);
}
