// The pages and components of a mini-program or a plugin: four files with one name each, found from the pages on through what they use.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface PartConfig {
  readonly component?: boolean;
  readonly usingComponents?: Readonly<Record<string, string>>;
  readonly navigationBarTitleText?: string;
  readonly enablePullDownRefresh?: boolean;
  readonly styleIsolation?: string;
}

export interface Part {
  /** Below the root, without an ending: pages/claim/claim */
  readonly path: string;
  readonly isPage: boolean;
  readonly config: PartConfig;
  readonly wxml: string;
  readonly wxss: string;
}

/** @param pages and components that are reached from outside, each by its path */
export function readParts(root: string, pages: readonly string[], components: readonly string[]): Part[] {
  const parts = new Map<string, Part>();
  const visit = (path: string, isPage: boolean) => {
    if (parts.has(path)) return;
    const part = readPart(root, path, isPage);
    parts.set(path, part);
    for (const url of Object.values(part.config.usingComponents ?? {}))
      if (!url.includes('://')) visit(resolvePath(path, url), false);
  };
  for (const path of pages) visit(path, true);
  for (const path of components) visit(path, false);
  return [...parts.values()];
}

function readPart(root: string, path: string, isPage: boolean): Part {
  const text = (ending: string) => readFileSync(join(root, path + ending), 'utf8');
  return {
    path,
    isPage,
    config: JSON.parse(text('.json')) as PartConfig,
    wxml: text('.wxml'),
    wxss: existsSync(join(root, `${path}.wxss`)) ? text('.wxss') : '',
  };
}

function resolvePath(from: string, url: string): string {
  return url.startsWith('/') ? url.slice(1) : posix.join(posix.dirname(from), url);
}
