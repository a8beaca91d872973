// Addresses of pages: `plugin://alias/page`, `plugin-private://appid/path`, `/path` of the host, each with a query that stays as it was written.
import type { Program } from './program.ts';

export interface Address {
  readonly space: 'host' | 'plugin';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** As it was written, without the question mark. */
  readonly search: string;
}

/** @returns undefined: there is no such page */
export function readAddress(program: Program, url: string): Address | undefined {
  const at = url.indexOf('?');
  const [bare, search] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  const place = placeOf(program, bare);
  const parts = place && program[place.space].parts;
  return parts?.some(({ path, isPage }) => isPage && path === place?.path)
    ? { ...(place as { space: 'host' | 'plugin'; path: string }), query: readQuery(search), search }
    : undefined;
}

function placeOf(program: Program, bare: string): Pick<Address, 'space' | 'path'> | undefined {
  const [, scheme, domain, page = ''] = /^([a-z-]+):\/\/([^/]+)\/(.*)$/.exec(bare) ?? [];
  if (scheme === undefined) return { space: 'host', path: bare.replace(/^\//, '') };
  if (scheme === 'plugin' && domain === program.alias)
    return { space: 'plugin', path: program.pluginPages[page] ?? '' };
  if (scheme === 'plugin-private' && domain === program.plugin.appId) return { space: 'plugin', path: page };
  return undefined;
}

/** WeChat hands values over without decoding them. */
function readQuery(search: string): Record<string, string> {
  const pairs = search.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
