// Every way into the server, as its own routes have them: the one path of the merchant's V2 is as many doors as it has actions.
import { waysIn } from '../../server/app.ts';
import type { Context } from '../../server/context.ts';
import type { Audience } from '../../shared/audience.ts';
import { type MerchantAction, merchantActions, v2Path } from '../../shared/merchant/actions.ts';
import { type PluginInterfaceName, pluginInterfaces, pluginPath } from '../../shared/plugin/interfaces.ts';
import { type InboundName, type InterfaceName, spInterfaces } from '../../shared/sp/interfaces.ts';

/** What is spoken at a door, and about what. */
export type Wire =
  | { readonly wire: 'sp'; readonly name: InboundName }
  | { readonly wire: 'merchant'; readonly name: MerchantAction }
  | { readonly wire: 'plugin'; readonly name: PluginInterfaceName }
  | { readonly wire: 'operations'; readonly name: string };

export type Door = Wire & {
  /** Tells it from the others, and says what it is. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly audience: Audience;
};

export function doorsOf(context: Context): readonly Door[] {
  const routes = waysIn(context, () => false).flatMap((way) => way.routes);
  return routes.flatMap(({ method, path, audience }) =>
    wiresAt(path).map((wire) => {
      const action = path === v2Path ? ` ${wire.name}` : '';
      return { ...wire, key: `${method} ${path}${action}`, method, path, audience };
    }),
  );
}

const namesOf = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table)[];

function wiresAt(path: string): readonly Wire[] {
  const actions = namesOf(merchantActions);
  if (path === v2Path) return actions.map((name) => ({ wire: 'merchant', name }));
  const v3 = actions.find((name) => merchantActions[name].v3Path === path);
  if (v3 !== undefined) return [{ wire: 'merchant', name: v3 }];
  const sp = namesOf(spInterfaces).find((name) => isInbound(name) && spInterfaces[name].path === path);
  if (sp !== undefined) return [{ wire: 'sp', name: sp as InboundName }];
  const plugin = namesOf(pluginInterfaces).find((name) => pluginPath(name) === path);
  if (plugin !== undefined) return [{ wire: 'plugin', name: plugin }];
  return [{ wire: 'operations', name: path }];
}

const isInbound = (name: InterfaceName): boolean => spInterfaces[name].direction === 'inbound';
