// What the plugin's wire works with.
import type { IncomingMessage } from 'node:http';
import type { PluginAudience } from '../../../shared/plugin/interfaces.ts';
import type { Health } from '../../ops/health.ts';
import type { Log } from '../../ops/log.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ClaimDesk } from '../../usecase/claim.ts';
import type { CouponWatch } from '../../usecase/coupon-watch.ts';
import type { UseCaseDeps } from '../../usecase/deps.ts';
import type { TokenDesk } from '../../usecase/token-desk.ts';
import type { RateLimit } from '../steps/rate-limit.ts';

/** Who WeChat says is there; undefined where it does not know the code. @throws when WeChat cannot be asked now */
export type PluginLogin = (code: string) => Promise<string | undefined>;

export interface PluginDeps {
  readonly useCases: UseCaseDeps;
  readonly claims: ClaimDesk;
  readonly tokens: TokenDesk;
  readonly watch: CouponWatch;
  readonly login: PluginLogin;
  readonly rates: Readonly<Record<PluginAudience, RateLimit>>;
  readonly settings: Pick<
    Settings,
    | 'pluginToken'
    | 'pluginTicketKey'
    | 'pluginIdentity'
    | 'pluginUserParams'
    | 'pluginReturnParams'
    | 'timestampWindowSeconds'
  >;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: Pick<Health, 'storeFailed'>;
  readonly remoteOf: (request: IncomingMessage) => string | undefined;
}
