// What the SP wire's routes work with.
import type { IncomingMessage } from 'node:http';
import type { Health } from '../../ops/health.ts';
import type { Log } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { PhoneVault } from '../../settings/phones.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ClaimDesk } from '../../usecase/claim.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';
import type { Refusals } from '../steps/refusals.ts';

export interface SpDeps {
  readonly useCases: UseCaseDeps;
  readonly claims: ClaimDesk;
  /** Claims that are turned away, as far as that has to wait. */
  readonly refusals: Refusals;
  readonly phones: PhoneVault;
  readonly settings: Pick<Settings, 'timestampWindowSeconds' | 'strictNonce'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: Pick<Health, 'storeFailed'>;
  /** The caller's address, as far as the proxies between us are believed. */
  readonly remoteOf: (request: IncomingMessage) => string | undefined;
}
