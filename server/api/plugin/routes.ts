// The plugin's interfaces, as their table has them.
import {
  type PluginAudience,
  type PluginInterfaceName,
  pluginInterfaces,
  pluginPath,
} from '../../../shared/plugin/interfaces.ts';
import { createRateLimit } from '../steps/rate-limit.ts';
import type { Route, WayIn } from '../steps/way-in.ts';
import type { PluginDeps } from './deps.ts';
import { pluginCall } from './plugin-call.ts';

const rates = {
  /** Who has no session yet is an address, and behind one of a mobile network there are thousands of people. */
  public: { burst: 400, perSecond: 80 },
  /** A person taps a few times a second at most; a page makes three calls when it opens. */
  user: { burst: 40, perSecond: 8 },
} as const satisfies Record<PluginAudience, unknown>;

export function pluginWay(deps: Omit<PluginDeps, 'rates'>): WayIn {
  const limit = (audience: PluginAudience) => createRateLimit(rates[audience], deps.useCases.now);
  const all = { ...deps, rates: { public: limit('public'), user: limit('user') } };
  const route = (name: PluginInterfaceName): Route => ({
    method: 'POST',
    path: pluginPath(name),
    audience: pluginInterfaces[name].audience,
    answer: pluginCall(all, name),
  });
  return { routes: (Object.keys(pluginInterfaces) as PluginInterfaceName[]).map(route) };
}
