// sp §5: lengths count characters, not the halves of which JavaScript makes some of them.
import { cutCodePoints, fitsCodePoints } from '../../../shared/sp/code-points.ts';

describe('code points', () => {
  it.each([
    ['', 0, true],
    ['券券', 2, true],
    ['券券券', 2, false],
    ['🚗🚗', 2, true],
    ['🚗🚗🚗', 2, false],
    ['🚗a', 2, true],
    ['🚗aa', 2, false],
  ])('counts characters of %j against %i', (text, max, fits) => {
    expect(fitsCodePoints(text, max)).toBe(fits);
  });

  it.each([
    ['abc', 2, 'ab'],
    ['🚗🚗🚗', 2, '🚗🚗'],
    ['a🚗b', 2, 'a🚗'],
    ['ab', 2, 'ab'],
  ])('cuts %j to %i whole characters', (text, max, cut) => {
    expect(cutCodePoints(text, max)).toBe(cut);
  });
});
