// Compiles the plugin and its demo host with WeChat's own compiler, miniprogram-ci, and without a network: what DevTools makes of them.
// That package is 280 MB of old versions, so it is none of our dependencies: put it anywhere, and say where.
//   npm install --ignore-scripts --prefix /tmp/mpci miniprogram-ci && MINIPROGRAM_CI=/tmp/mpci npm run plugin:compile
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sentenceOf } from '../server/sentence.ts';

/** WeChat warns whoever adds a larger plugin. */
const limitBytes = 200 * 1024;

interface Compiler {
  readonly Project: new (options: object) => { attr: () => Promise<object> };
  getCompiledResult(options: object, zip: string): Promise<Readonly<Record<string, string | Buffer>>>;
}

const scratch = mkdtempSync(join(tmpdir(), 'chelian-compile-'));
try {
  report(await compile(findCompiler()));
} catch (error) {
  process.stderr.write(`The plugin was not compiled:\n${sentenceOf(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function findCompiler(): Compiler {
  const place = resolve(process.env['MINIPROGRAM_CI'] ?? '.');
  try {
    return createRequire(join(place, 'any.js'))('miniprogram-ci');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(
      `miniprogram-ci is not in ${place}. Install it somewhere, and name the folder:\n` +
        '  npm install --ignore-scripts --prefix /tmp/mpci miniprogram-ci\n' +
        '  MINIPROGRAM_CI=/tmp/mpci npm run plugin:compile',
    );
  }
}

/** @returns the compiled files, by their paths */
async function compile({ Project, getCompiledResult }: Compiler): Promise<Map<string, string | Buffer>> {
  const { appid } = JSON.parse(readFileSync('project.config.json', 'utf8'));
  const privateKeyPath = join(scratch, 'no.key');
  writeFileSync(privateKeyPath, 'none: nothing is uploaded');
  const project = new Project({
    appid,
    type: 'miniProgramPlugin',
    projectPath: process.cwd(),
    privateKeyPath,
    ignores: ['node_modules/**/*', 'server/**/*', 'data/**/*', 'doc/**/*', '.git/**/*'],
  });
  // What WeChat would say of this app; asked for only by uploads, which need a key.
  project.attr = async () => ({
    platform: false,
    appType: 0,
    isSandbox: false,
    released: false,
    gameApp: false,
    setting: { MaxCodeSize: 2, MaxSubpackageSubCodeSize: 2, MaxSubpackageFullCodeSize: 20 },
  });
  const options = {
    project,
    desc: 'offline',
    setting: { useProjectConfig: true },
    onProgressUpdate: () => undefined,
  };
  return new Map(Object.entries(await getCompiledResult(options, join(scratch, 'compiled.zip'))));
}

/** @throws where a file is missing or there are too many bytes */
function report(compiled: ReadonlyMap<string, string | Buffer>): void {
  const wanted = globSync('plugin/**/*.{ts,wxml,wxss,json}')
    .filter((path) => path !== 'plugin/tsconfig.json')
    .map((path) => path.replace(/\.ts$/, '.js'));
  const missing = wanted.filter((path) => !compiled.has(path));
  if (missing.length > 0) throw new Error(`the compiler left out ${missing.join(', ')}`);
  const plugin = [...compiled].filter(([path]) => path.startsWith('plugin/'));
  const bytes = plugin.reduce((sum, [, body]) => sum + Buffer.byteLength(body), 0);
  process.stdout.write(`plugin: ${plugin.length} files, ${(bytes / 1024).toFixed(1)} KB\n`);
  if (bytes > limitBytes) throw new Error(`that is more than ${limitBytes / 1024} KB`);
}
