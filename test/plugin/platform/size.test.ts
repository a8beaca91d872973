// The host's developer is warned above 200 KB: the plugin stays below half of that.
import { stop, transformSync } from 'esbuild';
import { sources } from '../kit/sources.ts';

/** Minified as the project's settings tell DevTools to. */
const compile = {
  ts: (text: string) =>
    transformSync(text, { loader: 'ts', minify: true, format: 'cjs', charset: 'utf8' }).code,
  wxss: (text: string) => transformSync(text, { loader: 'css', minify: true, charset: 'utf8' }).code,
  wxml: (text: string) => text.replace(/\s+/g, ' '),
  json: (text: string) => JSON.stringify(JSON.parse(text)),
};

function bytes(kind: keyof typeof compile): number {
  return [...sources(`**/*.${kind}`)]
    .filter(([path]) => path !== 'tsconfig.json')
    .reduce((sum, [, text]) => sum + Buffer.byteLength(compile[kind](text)), 0);
}

afterAll(() => stop());

it('compiles to less than 100 KB', () => {
  const sizes = (['ts', 'wxss', 'wxml', 'json'] as const).map((kind) => [kind, bytes(kind)] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const kb = (size: number) => (size / 1024).toFixed(1);
  process.stdout.write(
    `plugin, compiled: ${kb(total)} KB (${sizes.map(([kind, size]) => `${kind} ${kb(size)}`).join(', ')})\n`,
  );
  expect(total).toBeLessThan(100 * 1024);
});
