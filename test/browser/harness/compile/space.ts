// One code space, host or plugin, compiled: a JavaScript expression for the phone, and its style sheets.
import { join } from 'node:path';
import { bundleModules } from './modules.ts';
import { type Part, type PartConfig, readParts } from './parts.ts';
import { compileStyle } from './styles.ts';
import { compileTemplates } from './templates.ts';

export interface SpaceSource {
  readonly name: 'host' | 'plugin';
  readonly appId: string;
  readonly root: string;
  readonly pages: readonly string[];
  readonly components: readonly string[];
  /** app or index: what runs first. */
  readonly main: string;
  readonly appStyle?: string;
}

export interface PartFacts {
  readonly path: string;
  readonly isPage: boolean;
  readonly config: PartConfig;
  /** The name that its classes carry; empty for pages of a host, which share theirs. */
  readonly scope: string;
  readonly style: string;
}

/** What logic of a mini-program finds around it; the browser's own things are shut out by names without a value. */
const given = [
  'wx',
  'Page',
  'Component',
  'Behavior',
  'App',
  'getApp',
  'getCurrentPages',
  'requirePlugin',
  'console',
  'Date',
] as const;
const shutOut = [
  'window',
  'document',
  'self',
  'globalThis',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'localStorage',
  'sessionStorage',
  'navigator',
  'location',
  'history',
  'crypto',
  'AbortController',
  'AbortSignal',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'structuredClone',
];

export async function compileSpace(source: SpaceSource): Promise<string> {
  const parts = readParts(source.root, source.pages, source.components);
  const facts = parts.map((part) => partFacts(source, part));
  const modules = await bundleModules(source.root, [source.main, ...parts.map(({ path }) => path)]);
  const { name, appId, main } = source;
  return `{
    ...${JSON.stringify({ name, appId, main, appStyle: appStyle(source), parts: facts })},
    templates: () => ${compileTemplates(parts)},
    modules: ({ ${given.join(', ')} }) => { const ${shutOut.map((one) => `${one} = undefined`).join(', ')}; return ${modules}; },
  }`;
}

function partFacts(source: SpaceSource, { path, isPage, config, wxss }: Part): PartFacts {
  if (config.styleIsolation !== undefined)
    throw new Error(`${path}.json: styleIsolation is not played by the harness`);
  const scope = source.name === 'host' && isPage ? '' : `${source.name}-${path.replace(/.*\//, '')}`;
  const style = compileStyle(wxss, join(source.root, `${path}.wxss`), scope, source.root);
  return { path, isPage, config, scope, style };
}

function appStyle({ appStyle: text, root }: SpaceSource): string {
  return text === undefined ? '' : compileStyle(text, join(root, 'app.wxss'), '', root);
}
