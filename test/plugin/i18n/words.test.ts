// Both languages say everything: the type holds the entries, this holds that none is empty, forgotten or in the other language.
import { en } from '../../../plugin/i18n/en.ts';
import { zh } from '../../../plugin/i18n/zh.ts';

type Entry = readonly [path: string, text: string];

/** Phrases are called with numbers and words alike. */
function entries(value: unknown, path: string): Entry[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value(path.endsWith('join') ? ['1', '2'] : 2, 3))]];
  return Object.entries(value as object).flatMap(([key, inner]) => entries(inner, `${path}.${key}`));
}

describe('the dictionary', () => {
  it('has the same entries in both languages', () => {
    expect(entries(en, '').map(([path]) => path)).toEqual(entries(zh, '').map(([path]) => path));
  });

  it('leaves no entry empty', () => {
    expect([...entries(zh, 'zh'), ...entries(en, 'en')].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has no Chinese in its English', () => {
    expect(entries(en, '').filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('writes Chinese punctuation in Chinese', () => {
    expect(entries(zh, '').filter(([, text]) => /\p{Script=Han}[,!?;]/u.test(text))).toEqual([]);
  });

  it('takes the same number of values for each phrase', () => {
    const arity = (phrases: object) =>
      Object.entries(phrases).map(([key, phrase]) => [key, typeof phrase === 'function' ? phrase.length : 0]);
    expect(arity(en.phrases)).toEqual(arity(zh.phrases));
  });
});
