// The layers of the house, held by reading every import of the source.
import { globSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { readImports } from './imports/read.ts';
import { findCycle, hasForeignSql, problemOf } from './imports/rules.ts';

const sources = new Map(
  globSync('{server,shared,plugin}/**/*.ts').map((path) => [
    path.split(sep).join('/'),
    readFileSync(path, 'utf8'),
  ]),
);
const imports = new Map([...sources].map(([file, source]) => [file, readImports(file, source)]));

describe('the source', () => {
  it('imports only what each layer may know', () => {
    const all = [...imports].flatMap(([file, its]) => its.flatMap((one) => problemOf(file, one) ?? []));
    expect(all).toEqual([]);
  });

  it('imports only files that are there', () => {
    const targets = [...imports.values()].flat().map(({ target }) => target);
    const files = targets.filter((target) => /^(server|shared|plugin)\//.test(target));
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => !sources.has(file))).toEqual([]);
  });

  it('has no cycle at run time', () => {
    const atRunTime = [...imports].map(
      ([file, its]) => [file, its.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)] as const,
    );
    expect(findCycle(new Map(atRunTime))).toBeUndefined();
  });

  it('writes SQL in the store alone', () => {
    expect(
      [...sources].filter(([file, source]) => hasForeignSql(file, source)).map(([file]) => file),
    ).toEqual([]);
  });
});

describe('readImports', () => {
  it('finds every form, over several lines too', () => {
    const source = `// import { no } from './comment.ts';
import { one, type Two } from './one.ts';
import type { Three } from '../three.ts';
import {
  type Four,
  type Five,
} from './four.ts';
import express from 'express';
import * as five from 'node:fs';
import './effect.ts';
export { six } from './six.ts';
export type { Seven } from './seven.ts';
const text = "from './text.ts'";
export const eight = await import('../eight.ts');
`;
    expect(
      readImports('server/x/file.ts', source).map(
        ({ target, typeOnly }) => `${target}${typeOnly ? ' type' : ''}`,
      ),
    ).toEqual([
      'server/x/one.ts',
      'server/three.ts type',
      'server/x/four.ts type',
      'express',
      'node:fs',
      'server/x/effect.ts',
      'server/x/six.ts',
      'server/x/seven.ts type',
      'server/eight.ts',
    ]);
  });
});

describe('problemOf', () => {
  const value = (file: string, target: string) => problemOf(file, { target, typeOnly: false });
  const type = (file: string, target: string) => problemOf(file, { target, typeOnly: true });

  it.each([
    ['shared/sp/a.ts', 'server/domain/b.ts'],
    ['shared/sp/a.ts', 'node:fs'],
    ['server/domain/a.ts', 'server/store/b.ts'],
    ['server/domain/a.ts', 'node:fs'],
    ['server/store/a.ts', 'server/usecase/b.ts'],
    ['server/usecase/a.ts', 'server/api/sp/b.ts'],
    ['server/usecase/a.ts', 'server/delivery/b.ts'],
    ['server/usecase/a.ts', 'node:http'],
    ['server/api/sp/a.ts', 'server/store/b.ts'],
    ['server/api/sp/a.ts', 'server/api/merchant/b.ts'],
    ['server/api/sp/a.ts', 'server/ops/b.ts'],
    ['server/api/sp/a.ts', 'server/context.ts'],
    ['server/api/steps/a.ts', 'server/usecase/b.ts'],
    ['server/api/a.ts', 'server/api/sp/b.ts'],
    ['server/delivery/a.ts', 'server/usecase/b.ts'],
    ['server/wechat/a.ts', 'server/usecase/b.ts'],
    ['server/usecase/a.ts', 'server/wechat/b.ts'],
    ['server/ops/a.ts', 'server/store/b.ts'],
    ['server/settings/a.ts', 'server/domain/b.ts'],
    ['server/start.ts', 'test/kit/b.ts'],
    ['server/demo/a.ts', 'test/kit/b.ts'],
    ['server/main.ts', 'node:sqlite'],
    ['server/cli/a.ts', 'server/store/sqlite/session.ts'],
    ['server/delivery/a.ts', 'server/store/sqlite.ts'],
    ['plugin/a.ts', 'shared/plugin/b.ts'],
    ['plugin/a.ts', 'lodash'],
    ['elsewhere/a.ts', 'shared/sp/b.ts'],
  ])('keeps %s from %s', (file, target) => {
    expect(value(file, target)).toContain(file);
  });

  it.each([
    ['server/api/sp/a.ts', 'server/store/b.ts'],
    ['server/domain/a.ts', 'server/store/b.ts'],
    ['plugin/a.ts', 'shared/sp/b.ts'],
  ])('keeps %s from the types of %s, too', (file, target) => {
    expect(type(file, target)).toContain(file);
  });

  it('lets types through where only types may be known', () => {
    expect(type('server/api/sp/a.ts', 'server/ops/b.ts')).toBeUndefined();
    expect(type('plugin/a.ts', 'shared/plugin/b.ts')).toBeUndefined();
  });

  it('lets through what puts the parts together', () => {
    expect(value('server/context.ts', 'server/store/sqlite.ts')).toBeUndefined();
    expect(value('server/demo/a.ts', 'test/simulator/b.ts')).toBeUndefined();
    expect(value('server/app.ts', 'express')).toBeUndefined();
  });
});

describe('a wrong import in a text', () => {
  it('is found and named', () => {
    const file = 'server/api/sp/coupon-receive.ts';
    const source =
      "import { SpError } from '../../../shared/sp/codes.ts';\nimport { findStock } from '../../store/sql/find-stock.ts';\n";
    expect(readImports(file, source).map((one) => problemOf(file, one))).toEqual([
      undefined,
      'server/api/sp/coupon-receive.ts must not import server/store/sql/find-stock.ts',
    ]);
  });
});

describe('findCycle', () => {
  it('finds the way back to where it began', () => {
    const ring = new Map([
      ['a', ['b']],
      ['b', ['x', 'c']],
      ['c', ['b']],
      ['x', []],
    ]);
    expect(findCycle(ring)).toEqual(['b', 'c', 'b']);
  });

  it('takes two ways to one file for no cycle', () => {
    expect(
      findCycle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['d']],
          ['c', ['d']],
          ['d', []],
        ]),
      ),
    ).toBeUndefined();
  });
});

describe('hasForeignSql', () => {
  it.each([
    "'SELECT a FROM b'",
    '`INSERT INTO a (b) VALUES (?)`',
    "'UPDATE a SET b = 1'",
    '`\n  DELETE FROM a`',
    '`SELECT a,\n  b FROM c`',
  ])('sees %j outside of the store', (text) => {
    expect(hasForeignSql('server/api/sp/a.ts', `const sql = ${text};`)).toBe(true);
    expect(hasForeignSql('server/store/sql/a.ts', `const sql = ${text};`)).toBe(false);
  });

  it('takes words for words', () => {
    expect(hasForeignSql('server/api/sp/a.ts', "// select what comes from it; 'UPDATE failed'")).toBe(false);
  });
});
