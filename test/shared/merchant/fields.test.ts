// The kinds of fields of Params: what is accepted, what it becomes, and the words of each refusal.
import { z } from 'zod';
import * as fields from '../../../shared/merchant/fields.ts';
import { choice } from '../../../shared/sp/fields.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';

/** What becomes of `value` as field `f`: the value, or the words that refuse it. */
function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = z.object({ f: schema }).safeParse(value === undefined ? {} : { f: value });
  return parsed.success ? (parsed.data as { f?: unknown }).f : firstProblem(parsed.error);
}

const absent = [undefined, null, ''];
const range = { min: 0, max: 11 };

describe('what is absent', () => {
  it.each(absent)('is undefined in an optional field as %p', (value) => {
    expect(read(fields.optionalId, value)).toBeUndefined();
    expect(read(fields.optionalText(), value)).toBeUndefined();
    expect(read(fields.optionalInteger(range), value)).toBeUndefined();
    expect(read(fields.optionalChoice(choice(0, 1)), value)).toBeUndefined();
  });

  it.each(absent)('is missing in a required one as %p', (value) => {
    expect(read(fields.requiredId, value)).toBe('f: is required');
    expect(read(fields.requiredIdList, value)).toBe('f: is required');
  });

  it.each(absent)('is nothing, zero or false as %p', (value) => {
    expect(read(fields.idList, value)).toEqual([]);
    expect(read(fields.yuan, value)).toBe(0);
    expect(read(fields.flag, value)).toBe(false);
  });
});

describe('ids', () => {
  it('are text, also when numbers came', () => {
    for (const schema of [fields.requiredId, fields.optionalId]) {
      expect(read(schema, '390913445498200065')).toBe('390913445498200065');
      expect(read(schema, 951)).toBe('951');
      expect(read(schema, 'a-b_C:9')).toBe('a-b_C:9');
    }
  });

  it.each(['a b', ' a', 'a\n', '券', 'x'.repeat(65), '\u007f'])('are not %p', (value) => {
    expect(read(fields.requiredId, value)).toBe('f: must be 1 to 64 characters without blanks');
  });

  it('may have 64 characters', () => {
    expect(read(fields.requiredId, 'x'.repeat(64))).toHaveLength(64);
  });

  it.each([true, {}, ['1'], 2 ** 53])('are no %p', (value) => {
    expect(read(fields.requiredId, value)).toBe('f: must be text');
  });
});

describe('texts', () => {
  it('take numbers and count characters', () => {
    expect(read(fields.optionalText(), 12)).toBe('12');
    expect(read(fields.optionalText(2), '🚗🚗')).toBe('🚗🚗');
    expect(read(fields.optionalText(2), 'abc')).toBe('f: must be 1 to 2 characters');
    expect(read(fields.optionalText(), 'x'.repeat(129))).toBe('f: must be 1 to 128 characters');
    expect(read(fields.optionalText(), {})).toBe('f: must be a string');
    expect(read(fields.optionalText(), 'a\0')).toBe('f: contains characters that are no text');
  });
});

describe('integers and choices', () => {
  it('are read from numbers and texts', () => {
    expect(read(fields.optionalInteger(range), '7')).toBe(7);
    expect(read(fields.optionalInteger(range), 7)).toBe(7);
    expect(read(fields.optionalChoice(choice(0, 6)), '6')).toBe(6);
  });

  it('stay what they may be', () => {
    expect(read(fields.optionalInteger(range), 12)).toBe('f: must be 0 to 11');
    expect(read(fields.optionalInteger(range), '-1')).toBe('f: must be 0 to 11');
    expect(read(fields.optionalInteger(range), '1.0')).toBe('f: must be an integer');
    expect(read(fields.optionalInteger(range), true)).toBe('f: must be an integer');
    expect(read(fields.optionalChoice(choice(0, 6)), 5)).toBe('f: must be 0 or 6');
  });
});

describe('flags', () => {
  it.each(['1', 1, true, 'true'])('are set by %p', (value) => expect(read(fields.flag, value)).toBe(true));

  it.each(['0', 0, false, 'false'])('are unset by %p', (value) => {
    expect(read(fields.flag, value)).toBe(false);
  });

  it.each(['yes', 2, 'TRUE', [], {}, ' '])('are neither by %p', (value) => {
    expect(read(fields.flag, value)).toBe('f: must be 1, 0, true or false');
  });
});

describe('yuan', () => {
  it.each([
    ['12.30', 1230],
    [12.3, 1230],
    [12, 1200],
    ['0', 0],
    ['0.00', 0],
    [0, 0],
  ])('read %p as %i fen', (value, fen) => expect(read(fields.yuan, value)).toBe(fen));

  it.each(['12.345', '-1', -1, '1e3', '.5', ' 1', '+1', 1e21, 0.1 + 0.2, '1234567890'])(
    'refuse %p',
    (value) => {
      expect(read(fields.yuan, value)).toBe('f: must be yuan, such as 12.30');
    },
  );

  it('refuse what is no value', () => {
    expect(read(fields.yuan, {})).toBe('f: must be yuan, such as 12.30');
    expect(read(fields.yuan, true)).toBe('f: must be yuan, such as 12.30');
  });
});

describe.each([
  ['idList', fields.idList],
  ['requiredIdList', fields.requiredIdList],
])('%s', (_, schema) => {
  it.each<[unknown, string[]]>([
    [
      ['1', '2'],
      ['1', '2'],
    ],
    [
      [1, '2'],
      ['1', '2'],
    ],
    ['1', ['1']],
    [1, ['1']],
    ['1,2', ['1', '2']],
    [' 1 , 2 ,,', ['1', '2']],
    [
      [' 1', '', null, '2 '],
      ['1', '2'],
    ],
  ])('reads %j as %j', (value, list) => expect(read(schema, value)).toEqual(list));

  it.each<[unknown, string]>([
    [['1', '2', '1'], 'f[2]: stands there twice'],
    ['1, 1', 'f[1]: stands there twice'],
    [[1, '1'], 'f[1]: stands there twice'],
    [['1', 'a b'], 'f[1]: must be 1 to 64 characters without blanks'],
    [[['1']], 'f[0]: must be text'],
    [{ a: 1 }, 'f[0]: must be text'],
    [true, 'f[0]: must be text'],
    [[2 ** 53], 'f[0]: must be text'],
  ])('refuses %j', (value, problem) => expect(read(schema, value)).toBe(problem));

  it('holds 50 ids and no more', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
    expect(read(schema, ids(50))).toHaveLength(50);
    expect(read(schema, ids(51))).toBe('f: must be at most 50 ids');
    expect(read(schema, ids(51).join())).toBe('f: must be at most 50 ids');
  });
});

it.each(['', [], ' , ', [null]])('a required list is more than %j', (value) => {
  expect(read(fields.requiredIdList, value)).toBe('f: is required');
});
