// A host and the plugin in it, as they lie in the repository, compiled into the two scripts that the phone loads.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { pluginApis } from '../../../kit/wx-typings.ts';
import { compileSpace } from './space.ts';

export interface Program {
  readonly phoneScript: string;
  readonly spacesScript: string;
}

interface AppJson {
  readonly pages: readonly string[];
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string; readonly text: string }[] };
  readonly plugins?: Readonly<Record<string, { readonly provider: string }>>;
}

interface PluginJson {
  readonly main: string;
  readonly pages: Readonly<Record<string, string>>;
  readonly publicComponents?: Readonly<Record<string, string>>;
}

/** @param repository where plugin/ and the host lie */
export async function compileProgram(
  repository: string,
  hostAppId: string,
  hostFolder = 'test/host',
): Promise<Program> {
  const hostRoot = resolve(repository, hostFolder);
  const read = <Json>(path: string) => JSON.parse(readFileSync(resolve(repository, path), 'utf8')) as Json;
  const app = read<AppJson>(join(hostRoot, 'app.json'));
  const plugin = read<PluginJson>('plugin/plugin.json');
  const [[alias, { provider }] = ['', { provider: '' }]] = Object.entries(app.plugins ?? {});
  const host = compileSpace({
    name: 'host',
    appId: hostAppId,
    root: hostRoot,
    pages: app.pages,
    components: [],
    main: 'app',
    ...(existsSync(join(hostRoot, 'app.wxss')) && {
      appStyle: readFileSync(join(hostRoot, 'app.wxss'), 'utf8'),
    }),
  });
  const guest = compileSpace({
    name: 'plugin',
    appId: provider,
    root: join(repository, 'plugin'),
    pages: Object.values(plugin.pages),
    components: Object.values(plugin.publicComponents ?? {}),
    main: plugin.main.replace(/\.js$/, ''),
  });
  const facts = {
    alias,
    tabs: app.tabBar?.list ?? [],
    pluginPages: plugin.pages,
    publicComponents: plugin.publicComponents ?? {},
    pluginApis: pluginApis(),
  };
  return {
    phoneScript: await phoneScript(repository),
    spacesScript: `globalThis.compiledProgram = { ...${JSON.stringify(facts)}, host: ${await host}, plugin: ${await guest} };`,
  };
}

async function phoneScript(repository: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(repository, 'test/browser/harness/phone/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
