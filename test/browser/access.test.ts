// Everybody can read and use every page: in the light, in the dark, with large text, in both languages.
import { violations } from './kit/axe.ts';
import { walk } from './kit/walk.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();

describe('the plugin', () => {
  it.each([
    ['in the light', {}],
    ['in the dark', { scheme: 'dark' }],
    ['with text 1.4 times as large', { fontScale: 1.4 }],
    ['in English in the dark', { language: 'en', scheme: 'dark' }],
  ] as const)(
    'has no face that axe objects to %s',
    async (_how, look) => {
      const problems: string[] = [];
      await walk(world(), look, async (face, phone) => {
        for (const problem of await violations(phone)) problems.push(`${face}: ${problem}`);
      });
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
