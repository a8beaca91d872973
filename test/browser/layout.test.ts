// Every page fits every screen: a usual phone, the smallest one, a car's, with usual and with large text.
import { layoutProblems } from './kit/layout.ts';
import { keepPicture } from './kit/picture.ts';
import { walk } from './kit/walk.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();

describe('the plugin', () => {
  it.each([
    ['a phone', 'phone', { size: { width: 375, height: 812 } }],
    ['a phone in the dark', 'dark', { size: { width: 375, height: 812 }, scheme: 'dark' }],
    ['the smallest phone', 'small', { size: { width: 320, height: 568 } }],
    [
      'the smallest phone with large text',
      'small-large',
      { size: { width: 320, height: 568 }, fontScale: 1.4 },
    ],
    ['a car', 'car', { size: { width: 1024, height: 600 } }],
    [
      'a car at night with large text',
      'car-large',
      { size: { width: 1024, height: 600 }, fontScale: 1.4, scheme: 'dark' },
    ],
    ['a phone in English', 'english', { size: { width: 375, height: 812 }, language: 'en' }],
  ] as const)(
    'cuts nothing off on %s',
    async (_screen, name, look) => {
      const problems: string[] = [];
      await walk(world(), look, async (face, phone) => {
        for (const problem of await layoutProblems(phone)) problems.push(`${face}: ${problem}`);
        await keepPicture(`${name}-${face}`, phone);
      });
      expect(problems).toEqual([]);
    },
    60_000,
  );
});
