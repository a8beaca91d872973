// Text for people.
import { displayWidth, fields, section, table } from '../../../server/cli/output.ts';
import { durationWords, timeWords, yuan } from '../../../server/cli/words.ts';

it('counts Chinese characters as two columns', () => {
  expect(displayWidth('代驾10元')).toBe(8);
  expect(displayWidth('ASCII')).toBe(5);
  expect(displayWidth('全角（）')).toBe(8);
  expect(displayWidth('e\u0301')).toBe(1);
  expect(displayWidth('🚗')).toBe(2);
});

it('aligns columns by what is seen', () => {
  const lines = table(
    ['A', 'B'],
    [
      ['代驾', 'x'],
      ['abcde', 'y'],
    ],
  ).split('\n');
  expect(lines).toEqual(['A      B', '代驾   x', 'abcde  y']);
});

it('leaves out fields without a value', () => {
  expect(fields({ a: 1, longer: 'x', none: undefined })).toBe('a       1\nlonger  x');
});

it('lets no foreign text steer the terminal', () => {
  expect(table(['A'], [['\u001b[31mred\nline\u202e']])).toBe('A\n [31mred line');
});

it('indents a section', () => {
  expect(section('T', 'a\nb')).toBe('\nT\n  a\n  b');
});

it('writes times, money and durations for people', () => {
  expect(timeWords(Date.UTC(2020, 6, 20, 5, 29, 35, 120))).toBe('2020-07-20 13:29:35 +08:00');
  expect(yuan(1_005)).toBe('10.05 yuan');
  expect(durationWords(90_000)).toBe('90 s');
  expect(durationWords(3_600_000)).toBe('60 min');
  expect(durationWords(3 * 86_400_000)).toBe('3 d');
});
