// A host: a mini-program that the plugin was added to, and that people come from.
import type { ReturnRules } from './return-target.ts';

export interface PluginHost {
  readonly hostAppId: string;
  readonly tenantId: string;
  /** Whose users its people are, and whose stocks they are offered. */
  readonly appChannelId: number;
  readonly returnRules: ReturnRules;
}
