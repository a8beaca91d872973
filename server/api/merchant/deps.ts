// What the merchant wire's actions work with.
import type { IncomingMessage } from 'node:http';
import type { Health } from '../../ops/health.ts';
import type { Log } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { Settings } from '../../settings/settings.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';
import type { TokenDesk } from '../../usecase/token-desk.ts';
import type { codeGuessLimits, GuessLimit } from '../steps/guess-limit.ts';

export interface MerchantDeps {
  readonly useCases: UseCaseDeps;
  readonly tokens: TokenDesk;
  readonly guesses: GuessLimit<keyof typeof codeGuessLimits>;
  readonly settings: Pick<Settings, 'timestampWindowSeconds'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: Pick<Health, 'storeFailed'>;
  /** The caller's address, as far as the proxies between us are believed. */
  readonly remoteOf: (request: IncomingMessage) => string | undefined;
}
