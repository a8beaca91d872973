// The compiler of the harness: what a phone would choke on does not compile, and styles mean what they mean there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tempDir } from '../kit/temp-dir.ts';
import { pluginApis } from '../kit/wx-typings.ts';
import { bundleModules } from './harness/compile/modules.ts';
import { readParts } from './harness/compile/parts.ts';
import { compileStyle } from './harness/compile/styles.ts';
import { compileTemplates } from './harness/compile/templates.ts';

function files(texts: Readonly<Record<string, string>>): string {
  const root = tempDir();
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const part = (wxml: string, config = {}) => ({ path: 'p', isPage: true, config, wxml, wxss: '' });

describe('templates', () => {
  it('compile with what the platform has', () => {
    const using = { usingComponents: { 'my-card': './card' } };
    expect(compileTemplates([part('<view><my-card /><block wx:if="{{a}}" /></view>', using)])).toContain('p');
  });

  it.each([
    ['a built-in that is not played', '<web-view src="a" />', /<web-view>/],
    ['a component that is not declared', '<my-card />', /<my-card>/],
    ['a tag that is not closed', '<view><text></view>', /p\.wxml/],
    ['rpx in a style attribute', '<view style="width: 3rpx" />', /rpx/],
  ])('do not compile with %s', (_what, wxml, problem) => {
    expect(() => compileTemplates([part(wxml)])).toThrow(problem);
  });
});

describe('style sheets', () => {
  const compiled = (css: string, scope = 'plugin-a') => compileStyle(css, '/a.wxss', scope, '/');

  it.each([
    ['.a .b::after { color: red }', '.plugin-a--a .plugin-a--b::after { color: red }'],
    ['.a text:nth-child(odd) { color: red }', '.plugin-a--a wx-text:nth-child(odd) { color: red }'],
    [':host { color: red }', '[wx-host="plugin-a"] { color: red }'],
    ['page { margin: 0 }', 'wx-page { margin: 0 }'],
    ['.a { width: calc(10rpx + 1px) }', '.plugin-a--a { width: calc(calc(10 * 100vw / 750) + 1px) }'],
    ['@keyframes x { from { top: -1.5rpx } }', '@keyframes x { from { top: calc(-1.5 * 100vw / 750) } }'],
  ])('turn %s into %s', (wxss, css) => {
    expect(compiled(wxss)).toBe(css);
  });

  it('leave the classes of host pages alone', () => {
    expect(compiled('.a { top: 0 }', '')).toBe('.a { top: 0 }');
  });

  it.each([
    ['div { top: 0 }', /div/],
    ['#a { top: 0 }', /#a/],
    ['@media (min-width: 3rpx) { .a { top: 0 } }', /rpx/],
  ])('do not compile with %s', (wxss, problem) => {
    expect(() => compiled(wxss)).toThrow(problem);
  });

  it('hold what they import', () => {
    const root = files({ 'a.wxss': '.a { top: 0 }', 'b/b.wxss': '@import "../a.wxss";' });
    expect(compileStyle('@import "../a.wxss";', join(root, 'b/b.wxss'), 's', root)).toContain('.s--a');
  });
});

describe('modules', () => {
  it('may not come from outside of their root', async () => {
    const root = files({ 'plugin/index.ts': "import '../other.ts'", 'other.ts': 'export const a = 1;' });
    await expect(bundleModules(join(root, 'plugin'), ['index'])).rejects.toThrow(/other\.ts is not below/);
  });
});

describe('parts', () => {
  it('are found through what pages use', () => {
    const text = (json: object) => JSON.stringify(json);
    const root = files({
      'pages/a/a.json': text({ usingComponents: { b: '../../b/b', c: 'plugin://x/c' } }),
      'pages/a/a.wxml': '<b />',
      'b/b.json': text({ component: true }),
      'b/b.wxml': '<view />',
    });
    expect(readParts(root, ['pages/a/a'], []).map(({ path }) => path)).toEqual(['pages/a/a', 'b/b']);
  });
});

describe('what plugins may call', () => {
  it('is read from the typings', () => {
    const names = pluginApis();
    expect(names).toEqual(expect.arrayContaining(['request', 'pluginLogin', 'navigateToMiniProgram']));
    for (const refused of ['canIUse', 'onThemeChange', 'checkSession', 'getRandomValues'])
      expect(names).not.toContain(refused);
  });
});
