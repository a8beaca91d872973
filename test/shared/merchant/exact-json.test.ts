// JSON without a digit lost.
import * as fc from 'fast-check';
import { parseExactJson } from '../../../shared/merchant/exact-json.ts';

describe('parseExactJson', () => {
  it('keeps every digit of large ids', () => {
    expect(parseExactJson('[390962138708451328, 20191202089026199489]')).toEqual([
      '390962138708451328',
      '20191202089026199489',
    ]);
    expect(parseExactJson('[9007199254740991, 9007199254740993, -9007199254740993]')).toEqual([
      9007199254740991,
      '9007199254740993',
      '-9007199254740993',
    ]);
  });

  it('keeps decimals as they are written', () => {
    expect(parseExactJson('[12.30, 1e3, 1.0, -0, 1E400]')).toEqual(['12.30', '1e3', '1.0', '-0', '1E400']);
  });

  it('keeps safe integers as numbers', () => {
    expect(parseExactJson('{"a": [0, -1, 12], "b": {"c": 3}}')).toEqual({ a: [0, -1, 12], b: { c: 3 } });
  });

  it('leaves everything else as it is', () => {
    const value = fc.jsonValue().filter((it) => !/\d|__proto__/.test(JSON.stringify(it)));
    fc.assert(
      fc.property(value, (it) => {
        const text = JSON.stringify(it);
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('drops members that would be prototypes', () => {
    const value = parseExactJson('{"__proto__": {"a": 1}, "b": {"__proto__": 5}}') as { b: object };
    expect(Object.keys(value)).toEqual(['b']);
    expect(Object.keys(value.b)).toEqual([]);
    expect('a' in value).toBe(false);
  });

  it('throws for what is no JSON', () => {
    expect(() => parseExactJson('{')).toThrow(SyntaxError);
  });
});
