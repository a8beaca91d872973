// The styles hold together: imports, tokens and classes exist, and text can be read in both modes.
import { posix } from 'node:path';
import { found, sources } from '../kit/sources.ts';
import { contrast, tokensOf } from './contrast.ts';

const styles = sources('**/*.wxss');
const templates = sources('**/*.wxml');
const all = [...styles.values()].join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
const tokens = styles.get('styles/tokens.wxss') ?? '';

describe('the styles', () => {
  it('import what is there', () => {
    for (const [path, text] of styles)
      for (const target of found(text, /@import "([^"]+)"/g))
        expect(styles.has(posix.join(posix.dirname(path), target))).toBe(true);
  });

  it('use tokens that are defined', () => {
    const defined = found(all, /(--[\w-]+):/g);
    expect(found(all, /var\((--[\w-]+)/g).filter((name) => !defined.includes(name))).toEqual([]);
  });

  it('select by class alone, as WeChat wants it in components', () => {
    const selectors = found(all, /(?:^|\})\s*([^@{}]+)\{/g);
    const odd = selectors
      .flatMap((list) => list.trim().split(/\s*,\s*/))
      .filter((one) => !/^(\.[\w-]+(::?[\w-]+)?\s*)+$/.test(one) && !/^(from|to|\d+%)$/.test(one));
    expect(odd).toEqual([]);
  });

  it('size text by rem, so that it grows with the setting of WeChat', () => {
    expect(found(all, /font-size: ([\d.]+r?px)/g)).toEqual([]);
  });

  it('style what is in a template, and nothing else', () => {
    const used = [...templates.values()].join('\n');
    const classes = found(all.replace(/"[^"]*"/g, ''), /\.([a-z][\w-]*)/g);
    // Put together in the template: a block with the state or kind at the end.
    const unused = classes.filter(
      (name) => !used.includes(name) && !used.includes(`${name.replace(/--[a-z]+$/, '')}--{{`),
    );
    expect(unused).toEqual([]);
  });

  it('draw every icon that is asked for', () => {
    const code = [...sources('**/*.ts').values(), ...templates.values()].join('\n');
    const asked = found(code, /\bicon(?:Of)?(?:=|: )["'](\w+)["']/g);
    const drawn = found(all, /\.cp-icon--(\w+)/g);
    expect(asked.filter((name) => !drawn.includes(name))).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in %s mode', (mode) => {
  const colours = tokensOf(tokens, mode);
  const texts = ['text-color-primary', 'text-color-secondary', 'text-color-placeholder'];
  const signals = ['brand-color', 'success-color', 'warning-color', 'error-color'];
  const pairs = [
    ...texts.flatMap((text) => ['bg-color-container', 'bg-color-page'].map((ground) => [text, ground])),
    ...signals.map((signal) => [signal, 'bg-color-container']),
    ['brand-color', 'bg-color-page'],
    ['brand-color', 'brand-color-light'],
    ['text-color-anti', 'brand-color'],
    ['text-color-secondary', 'bg-color-secondarycontainer'],
    ['success-color', 'success-color-light'],
    ['text-color-primary', 'success-color-light'],
  ].map(([text = '', ground = '']) => [`--td-${text}`, `--td-${ground}`] as const);

  it.each([...pairs, ['--cp-money-color', '--td-bg-color-container'] as const])(
    '%s can be read on %s',
    (text, ground) => {
      expect(contrast(colours.get(text), colours.get(ground))).toBeGreaterThanOrEqual(4.5);
    },
  );
});
