// Every route says who it is for, and there is no way to have one that does not.
import { globSync, readFileSync } from 'node:fs';
import type { Route } from '../../server/api/steps/way-in.ts';
import { pluginInterfaces } from '../../shared/plugin/interfaces.ts';
import { testContext } from '../kit/context.ts';
import { type Door, doorsOf } from '../kit/doors.ts';

describe('a route', () => {
  it('does not compile without its audience', () => {
    // @ts-expect-error Property 'audience' is missing
    const route: Route = { method: 'GET', path: '/secret', answer: async () => undefined };
    expect(route).not.toHaveProperty('audience');
  });

  it('is mounted by the app alone, from that list', () => {
    const importers = globSync('server/**/*.ts').filter((file) =>
      /from 'express'/.test(readFileSync(file, 'utf8')),
    );
    expect(importers).toEqual(['server/app.ts']);
    const source = readFileSync('server/app.ts', 'utf8');
    expect(source.match(/\bapp\s*(?:\[|\.(?:all|get|post|put|patch|delete|route)\()/g)).toEqual([
      // The one that asks for a setting.
      'app.get(',
      'app[',
    ]);
    expect(source).toContain("app.get('trust proxy fn')");
  });

  it('is for those who speak its wire', async () => {
    const oneForAll = { sp: 'tencent', merchant: 'merchant', operations: 'operator' } as const;
    const audienceOf = (door: Door) =>
      door.wire === 'plugin' ? pluginInterfaces[door.name].audience : oneForAll[door.wire];
    const doors = doorsOf(await testContext());
    expect(doors.length).toBeGreaterThan(25);
    expect(doors.map(({ key, audience }) => [key, audience])).toEqual(
      doors.map((door) => [door.key, audienceOf(door)]),
    );
    expect(doors.filter(({ audience }) => audience === 'public').map(({ path }) => path)).toEqual([
      '/plugin/v1/session',
    ]);
  });
});
