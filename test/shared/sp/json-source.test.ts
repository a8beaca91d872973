// sp §2: slices are the source's own text, and bodies that two readers could read differently are refused.
import fc from 'fast-check';
import { JsonSourceError, parseJsonSource, toParameters } from '../../../shared/sp/json-source.ts';
import { requestSamples } from './samples.ts';

const slices = (text: string) => parseJsonSource(text).map(({ key, slice }) => [key, slice]);
const lists = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** JSON texts with blanks wherever they may stand; the keys of an object differ. */
const blanks = fc.stringMatching(/^[ \t\r\n]{0,2}$/);
const around = (text: fc.Arbitrary<string>) => fc.tuple(blanks, text, blanks).map((parts) => parts.join(''));
const quoted = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0022"', '"\\\\"', '"\\""', '"}"', '"]"', '","', '":"', '"\\/"'),
);
const textOf = fc.letrec<{ value: string; object: string; members: [string, string][] }>((tie) => ({
  members: fc.uniqueArray(fc.tuple(quoted, tie('value')), {
    selector: ([key]) => JSON.parse(key).trim(),
    maxLength: 4,
  }),
  object: tie('members').chain((members) =>
    fc
      .tuple(
        blanks,
        ...members.map(([key, value]) =>
          around(
            fc.tuple(around(fc.constant(key)), around(fc.constant(value))).map((pair) => pair.join(':')),
          ),
        ),
      )
      .map(([inside, ...rest]) => `{${rest.length === 0 ? inside : rest.join()}}`),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false', 'null', '0', '-1.50e+3', '12345678901234567890'),
    quoted,
    fc
      .tuple(blanks, fc.array(around(tie('value')), { maxLength: 3 }))
      .map(([inside, values]) => `[${values.length === 0 ? inside : values.join()}]`),
    tie('object'),
  ),
}));

describe('parseJsonSource', () => {
  it('finds every value where it stands, whatever stands between', () => {
    fc.assert(
      fc.property(textOf.members, fc.array(blanks, { minLength: 50, maxLength: 50 }), (members, gaps) => {
        const gap = () => gaps.pop() ?? '';
        const parts = members.map(([key, value]) => `${gap()}${key}${gap()}:${gap()}${value}${gap()}`);
        const text = `${gap()}{${parts.join() || gap()}}${gap()}`;
        expect(slices(text)).toEqual(members.map(([key, value]) => [JSON.parse(key), value]));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every value as it was written', () => {
    const text =
      '{ "a" : 1.0 ,"b":1e3, "c":12345678901234567890,"d":[1, {"x" : 2}] ,"e":"\\u4e2d", "f":null }';
    expect(slices(text)).toEqual([
      ['a', '1.0'],
      ['b', '1e3'],
      ['c', '12345678901234567890'],
      ['d', '[1, {"x" : 2}]'],
      ['e', '"\\u4e2d"'],
      ['f', 'null'],
    ]);
  });

  it('gives parsed values beside the slices', () => {
    const values = parseJsonSource('{"a":"\\u4e2d","b":[1,{}],"c":false}').map(({ value }) => value);
    expect(values).toEqual(['中', [1, {}], false]);
  });

  it('is not misled by brackets inside strings', () => {
    const text = '{"a":"}],\\"{","b":{"c\\\\":"]"},"d":["[\\\\"]}';
    expect(slices(text)).toEqual([
      ['a', '"}],\\"{"'],
      ['b', '{"c\\\\":"]"}'],
      ['d', '["[\\\\"]'],
    ]);
  });

  it('decodes escaped keys and keeps their blanks', () => {
    expect(slices('{"\\u0061pi ":1}')).toEqual([['api ', '1']]);
  });

  it('reads an empty object between blanks', () => {
    expect(parseJsonSource(' \n{\t} \r\n')).toEqual([]);
  });

  it.each(Object.entries(requestSamples))('agrees with JSON.parse about sample %s', (_, text) => {
    const values = Object.fromEntries(
      parseJsonSource(text).map(({ key, slice }) => [key, JSON.parse(slice)]),
    );
    expect(values).toEqual(JSON.parse(text));
  });

  it.each(['', 'x', '{', '{"a":1,}', "{'a':1}", '{"a":01}', '{"a":1} x', '\ufeff{}', '{"a":NaN}'])(
    'refuses %j, which is not JSON',
    (text) => expect(() => parseJsonSource(text)).toThrow(new JsonSourceError('body: is not JSON')),
  );

  it.each(['[]', '[{"a":1}]', 'null', '1', '"a"', 'true'])('refuses %s, which is no object', (text) => {
    expect(() => parseJsonSource(text)).toThrow(new JsonSourceError('body: must be a JSON object'));
  });

  it.each([
    ['a', '{"a":1,"a":1}'],
    ['a', '{"a":1,"\\u0061":2}'],
    ['a', '{"a ":1,"a":2}'],
    ['a', '{"a":1," a":2}'],
    ['a', '{"a":1,"\\u00a0a":2}'],
    ['a', '{"a":1,"a\\ufeff":2}'],
    ['a', '{"\\ta":1,"a\\u3000":2}'],
    ['a', '{" a":1,"  a":2}'],
    ['a', '{"a ":1,"a  ":2}'],
    ['a', '{"\\u00a0a":1,"\\u3000a":2}'],
    ['a', '{"a\\u00a0":1,"a\\u3000":2}'],
    ['x', '{"a":{"x":1,"x":2}}'],
    ['x', '{"a":[0,{"y":{"x":1,"\\u0078":2}}]}'],
    ['__proto__', '{"__proto__":1,"__proto__":2}'],
  ])('refuses the key %s standing twice in %s', (key, text) => {
    expect(() => parseJsonSource(text)).toThrow(new JsonSourceError(`${key}: stands in the body twice`));
  });

  it('lets different objects use the same key', () => {
    expect(slices('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toHaveLength(2);
  });

  it('says of what kind its errors are', () => {
    expect(new JsonSourceError('x').name).toBe('JsonSourceError');
  });

  it.each([
    ['lists', lists],
    ['objects', objects],
  ])('accepts sixteen levels of %s and refuses seventeen', (_, nested) => {
    expect(parseJsonSource(nested(16))).toHaveLength(1);
    expect(() => parseJsonSource(nested(17))).toThrow(new JsonSourceError('body: is nested deeper than 16'));
    expect(() => parseJsonSource(nested(8000))).toThrow(JsonSourceError);
  });
});

describe('toParameters', () => {
  it('trims the keys the samples wrote with blanks', () => {
    const parameters = toParameters(parseJsonSource(requestSamples['coupon.batch-deactivate']));
    expect(parameters['app_channel_id']).toBe(1);
  });

  it('keeps __proto__ as a plain own key', () => {
    const parameters = toParameters(parseJsonSource('{"__proto__":{"polluted":true},"a":1}'));
    expect(Object.keys(parameters)).toEqual(['__proto__', 'a']);
    expect(parameters['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('knows no names it was not given', () => {
    for (const name of ['toString', 'constructor', '__proto__']) expect(name in toParameters([])).toBe(false);
  });
});
