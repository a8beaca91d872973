// TypeScript → one script for all modules of a mini-program or plugin. Each part's module runs when it is called for, and each only once.
import { resolve, sep } from 'node:path';
import { build } from 'esbuild';

/** @returns an expression: an object of functions, by path without an ending */
export async function bundleModules(root: string, paths: readonly string[]): Promise<string> {
  const entries = paths.map(
    (path) => `${JSON.stringify(path)}: () => require(${JSON.stringify(`./${path}.ts`)})`,
  );
  const { outputFiles, metafile } = await build({
    stdin: { contents: `module.exports = {\n${entries.join(',\n')}\n};`, resolveDir: root },
    bundle: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'modules',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'silent',
  });
  for (const input of Object.keys(metafile.inputs))
    if (input !== '<stdin>' && !resolve(input).startsWith(root + sep))
      throw new Error(`${input} is not below ${root}: it would not be there on a phone`);
  return `(() => { ${outputFiles[0]?.text ?? ''}; return modules; })()`;
}
