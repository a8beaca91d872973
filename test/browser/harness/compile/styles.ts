// WXSS → CSS: imports are put in, rpx become parts of the screen's width, selectors are scoped.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import postcss, { type AtRule, type Root, type Rule } from 'postcss';
import { scopedSelector } from './selectors.ts';

/** @param file where the text stands, for imports and messages */
export function compileStyle(text: string, file: string, scope: string, root: string): string {
  const sheet = withImports(text, file, root, []);
  sheet.walkRules((rule) => {
    if (isKeyframe(rule)) return;
    rule.selector = scopedSelector(rule.selector, scope);
  });
  sheet.walkDecls((declaration) => {
    declaration.value = withoutRpx(declaration.value);
  });
  sheet.walkAtRules((rule) => {
    if (rule.params.includes('rpx')) throw new Error(`${file}: rpx in @${rule.name}`);
  });
  return sheet.toString();
}

/** 750 rpx are as wide as the screen. */
function withoutRpx(value: string): string {
  return value.replace(/(-?\d*\.?\d+)rpx\b/g, 'calc($1 * 100vw / 750)');
}

function withImports(text: string, file: string, root: string, above: readonly string[]): Root {
  if (above.includes(file)) throw new Error(`${file} imports itself`);
  const sheet = postcss.parse(text, { from: file });
  sheet.walkAtRules('import', (rule: AtRule) => {
    const [, url = ''] = /^["'](.+)["']$/.exec(rule.params) ?? [];
    const imported = url.startsWith('/') ? join(root, url) : join(dirname(file), url);
    rule.replaceWith(withImports(readFileSync(imported, 'utf8'), imported, root, [...above, file]));
  });
  return sheet;
}

function isKeyframe({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes');
}
