// The plugin's interfaces, as their table has them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from 'express';
import { type PluginInterfaceName, pluginInterfaces, pluginPath } from '../../../shared/plugin/interfaces.ts';
import { createRateLimit } from '../steps/rate-limit.ts';
import type { PluginDeps } from './deps.ts';
import { pluginCall } from './plugin-call.ts';

export type PluginCalls = ReadonlyMap<
  string,
  (http: IncomingMessage, response: ServerResponse) => Promise<void>
>;

const rates = {
  /** Who has no session yet is an address, and behind one of a mobile network there are thousands of people. */
  anyone: { burst: 400, perSecond: 80 },
  /** A person taps a few times a second at most; a page makes three calls when it opens. */
  session: { burst: 40, perSecond: 8 },
} as const;

export function createPluginCalls(deps: Omit<PluginDeps, 'rates'>): PluginCalls {
  const { now } = deps.useCases;
  const anyone = createRateLimit(rates.anyone, now);
  const all = { ...deps, rates: { anyone, session: createRateLimit(rates.session, now) } };
  const names = Object.keys(pluginInterfaces) as PluginInterfaceName[];
  return new Map(names.map((name) => [pluginPath(name), pluginCall(all, name)]));
}

export function addPluginRoutes(app: Application, calls: PluginCalls): void {
  for (const [path, call] of calls) app.post(path, call);
}
