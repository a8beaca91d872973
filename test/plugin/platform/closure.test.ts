// Everything that the plugin needs at run time lies in its own folder: WeChat uploads nothing else.
import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { readImports } from '../../imports/read.ts';
import { found, json, pluginRoot, sources } from '../kit/sources.ts';

const code = sources('**/*.ts');
const imports = [...code].flatMap(([path, text]) =>
  readImports(`plugin/${path}`, text).map((one) => ({ from: path, ...one })),
);

describe('the imports', () => {
  it('at run time all lead to files of the plugin', () => {
    const atRunTime = imports.filter(({ typeOnly }) => !typeOnly);
    expect(atRunTime.length).toBeGreaterThan(50);
    expect(
      atRunTime.filter(({ target }) => !code.has(target.replace(/^plugin\//, '').replace(/(\.ts)?$/, '.ts'))),
    ).toEqual([]);
  });

  it('are written as the phone resolves them', () => {
    const withEnding = [...code].flatMap(([path, text]) =>
      found(text, /^(?:import|export) (?!type)[^;]*? from '(\.[^']*\.(?:ts|js))';/gm).map((one) => [
        path,
        one,
      ]),
    );
    expect(withEnding).toEqual([]);
  });

  it('take types alone from the shared wire', () => {
    const outside = imports.filter(({ target }) => !target.startsWith('plugin/'));
    expect(outside.length).toBeGreaterThan(5);
    expect(
      outside.filter(({ target, typeOnly }) => !typeOnly || !target.startsWith('shared/plugin/')),
    ).toEqual([]);
  });
});

describe('plugin.json', () => {
  const manifest = json('plugin.json') as {
    main: string;
    pages: Record<string, string>;
    publicComponents: Record<string, string>;
  };

  it('names the entry as it is called once compiled', () => {
    expect(manifest.main).toBe('index.js');
    expect(code.has('index.ts')).toBe(true);
  });

  it('lists every page, and each has its four files', () => {
    const pages = [...code.keys()].filter((path) => /^pages\/(\w+)\/\1\.ts$/.test(path));
    expect(Object.values(manifest.pages).sort()).toEqual(pages.map((path) => path.replace('.ts', '')));
    for (const page of [...Object.values(manifest.pages), ...Object.values(manifest.publicComponents)])
      for (const kind of ['ts', 'wxml', 'wxss', 'json'])
        expect(existsSync(`${pluginRoot}/${page}.${kind}`)).toBe(true);
  });
});

describe('a template', () => {
  const templates = [...sources('**/*.wxml')];

  it.each(templates)('%s uses the components that it names, and names those that it uses', (path, text) => {
    const using = (json(path.replace('.wxml', '.json'))['usingComponents'] ?? {}) as Record<string, string>;
    const builtIn = ['page-meta', 'view', 'text', 'image', 'button', 'block', 'slot'];
    const tags = found(text, /<([a-z][\w-]*)/g).filter((tag) => !builtIn.includes(tag));
    expect(tags.sort()).toEqual(Object.keys(using).sort());
    for (const target of Object.values(using))
      expect(code.has(`${posix.join(posix.dirname(path), target)}.ts`)).toBe(true);
  });

  it.each(templates)('%s calls handlers that exist', (path, text) => {
    const handlers = found(text, /\bbind:?\w+="(\w+)"/g);
    const own = code.get(path.replace('.wxml', '.ts')) ?? '';
    expect(handlers.filter((name) => !new RegExp(`^\\s+(async )?${name}\\(`, 'm').test(own))).toEqual([]);
  });

  it('computes nothing in WXS, where compilers disagree', () => {
    expect([...sources('**/*.wxs').keys()]).toEqual([]);
    expect(templates.filter(([, text]) => text.includes('<wxs')).map(([path]) => path)).toEqual([]);
  });
});
