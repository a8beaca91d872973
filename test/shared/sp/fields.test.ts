// sp §5, field by field: what is accepted, what it becomes, and the words of each refusal.
import { z } from 'zod';
import * as fields from '../../../shared/sp/fields.ts';
import { firstProblem } from '../../../shared/sp/problem.ts';

/** What becomes of `value` as field `f`: the value, or the words that refuse it. */
function read(schema: z.ZodType, value: unknown): unknown {
  const parsed = z.object({ f: schema }).safeParse(value === undefined ? {} : { f: value });
  return parsed.success ? (parsed.data as { f?: unknown }).f : firstProblem(parsed.error);
}

describe('text and id', () => {
  it.each([fields.text(3), fields.id(3)])('count characters, not code units', (schema) => {
    expect(read(schema, '券')).toBe('券');
    expect(read(schema, '🚗🚗🚗')).toBe('🚗🚗🚗');
    expect(read(schema, '🚗🚗🚗🚗')).toBe('f: must be 1 to 3 characters');
    expect(read(schema, '')).toBe('f: must be 1 to 3 characters');
  });

  it.each([fields.text(9), fields.id(9)])('tell absent from wrong', (schema) => {
    expect(read(schema, undefined)).toBe('f: is required');
    expect(read(schema, null)).toBe('f: is required');
    expect(read(schema, 12)).toBe('f: must be a string');
    expect(read(schema, {})).toBe('f: must be a string');
  });

  it('refuse what no database would keep', () => {
    expect(read(fields.text(9), 'a\0')).toBe('f: contains characters that are no text');
    expect(read(fields.text(9), 'a\ud800')).toBe('f: contains characters that are no text');
    expect(read(fields.id(9), '\udc00a')).toBe('f: contains characters that are no text');
  });

  it('differ about blanks and line breaks', () => {
    expect(read(fields.text(9), 'a\nb')).toBe('a\nb');
    expect(read(fields.text(9), ' ')).toBe(' ');
    expect(read(fields.id(9), 'a\nb')).toBe('f: must not contain control characters');
    expect(read(fields.id(9), 'a\0')).toBe('f: must not contain control characters');
    expect(read(fields.id(9), 'a\u007f')).toBe('f: must not contain control characters');
    expect(read(fields.id(9), ' \u3000')).toBe('f: must not be blank');
  });
});

describe('optional texts', () => {
  it.each([undefined, null, ''])('are absent when they are %p', (value) => {
    for (const schema of [fields.optionalText(9), fields.extra(), fields.reason]) {
      expect(read(schema, value)).toBeUndefined();
    }
  });

  it('are checked when they are there', () => {
    expect(read(fields.optionalText(2), 'ab')).toBe('ab');
    expect(read(fields.optionalText(2), 'abc')).toBe('f: must be 1 to 2 characters');
    expect(read(fields.optionalText(2), 5)).toBe('f: must be a string');
  });

  it('keep an extra object as its JSON', () => {
    expect(read(fields.extra(), { a: [1, '中'] })).toBe('{"a":[1,"中"]}');
    expect(read(fields.extra(), 'x'.repeat(128))).toHaveLength(128);
    expect(read(fields.extra(), 'x'.repeat(129))).toBe('f: must be 1 to 128 characters');
    expect(read(fields.extra(), { a: 'x'.repeat(121) })).toBe('f: must be 1 to 128 characters');
    expect(read(fields.extra(256), 'x'.repeat(256))).toHaveLength(256);
    expect(read(fields.extra(), true)).toBe('f: must be a string');
  });

  it('keep fifteen characters of a reason', () => {
    expect(read(fields.reason, '用户申请退款')).toBe('用户申请退款');
    expect(read(fields.reason, '退'.repeat(40))).toBe('退'.repeat(15));
    expect(read(fields.reason, '🚗'.repeat(16))).toBe('🚗'.repeat(15));
    expect(read(fields.reason, 'a\0')).toBe('f: contains characters that are no text');
  });
});

describe('integers', () => {
  const upTo11 = { min: 0, max: 11 };

  it.each([11, '11', '011'])('read %p as eleven', (value) => {
    expect(read(fields.integer(upTo11), value)).toBe(11);
  });

  it('refuse numeric text in what we send', () => {
    expect(read(fields.exactInteger(upTo11), 11)).toBe(11);
    expect(read(fields.exactInteger(upTo11), '11')).toBe('f: must be an integer');
  });

  it.each(['', ' 1', '1.0', '1e1', '0x1', '１', true, 1.5, [1], {}])('refuse %p as an integer', (value) => {
    expect(read(fields.integer(upTo11), value)).toBe('f: must be an integer');
  });

  it('stay within their range', () => {
    expect(read(fields.integer(upTo11), 12)).toBe('f: must be 0 to 11');
    expect(read(fields.integer(upTo11), '-1')).toBe('f: must be 0 to 11');
    expect(read(fields.integer(fields.positiveFenRange), 0)).toBe('f: must be at least 1');
  });

  it('stay within what a number can hold', () => {
    expect(read(fields.integer(fields.fenRange), '9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(read(fields.integer(fields.fenRange), '9007199254740992')).toBe('f: must be an integer');
    expect(read(fields.integer(fields.fenRange), 1e300)).toBe('f: must be an integer');
  });

  it('are required unless made optional', () => {
    expect(read(fields.integer(upTo11), undefined)).toBe('f: is required');
    expect(read(fields.integer(upTo11), null)).toBe('f: is required');
  });

  it.each([0, 1, 11, '11', fields.intMax])('accept %p as a channel', (value) => {
    expect(read(fields.channelId, value)).toBe(Number(value));
  });
});

describe('choices', () => {
  it('accept their numbers and numeric texts', () => {
    expect(read(fields.choice(3, 4), 3)).toBe(3);
    expect(read(fields.choice(3, 4), '4')).toBe(4);
    expect(read(fields.exactChoice(3, 4), '4')).toBe('f: must be 3 or 4');
  });

  it('name all that they accept', () => {
    expect(read(fields.choice(1, 2, 3), 4)).toBe('f: must be 1, 2 or 3');
    expect(read(fields.choice(1, 2, 3), 'x')).toBe('f: must be 1, 2 or 3');
    expect(read(fields.choice(1, 2, 3), undefined)).toBe('f: is required');
  });
});

describe('times', () => {
  const sample = '2020-07-20T13:29:35.120+08:00';

  it('become epoch milliseconds on the way in', () => {
    expect(read(fields.time, sample)).toBe(Date.UTC(2020, 6, 20, 5, 29, 35, 120));
    expect(read(fields.time, '2020-07-20T05:29:35. 120Z')).toBe(Date.UTC(2020, 6, 20, 5, 29, 35, 120));
    expect(read(fields.optionalTime, '')).toBeUndefined();
  });

  it('stay text in their one form going out', () => {
    expect(read(fields.exactTime, sample)).toBe(sample);
  });

  it.each(['2020-07-20T05:29:35.120Z', '2020-07-20T13:29:35+08:00', '2020-07-20T13:29:35.120+0800'])(
    'may be read but not sent as %s',
    (text) => {
      expect(read(fields.time, text)).toEqual(expect.any(Number));
      expect(read(fields.exactTime, text)).toBe('f: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00');
    },
  );

  it.each([fields.time, fields.exactTime])('say in which form they are wanted', (schema) => {
    expect(read(schema, '2020-02-30T00:00:00.000+08:00')).toBe('f: must be yyyy-MM-ddTHH:mm:ss.SSS+08:00');
    expect(read(schema, 5)).toBe('f: must be a string');
    expect(read(schema, undefined)).toBe('f: is required');
  });
});
