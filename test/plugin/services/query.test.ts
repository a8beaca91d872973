// The page's query as hosts really write it.
import { decodeValue, readQuery, writeQuery } from '../../../plugin/services/query.ts';

describe('readQuery', () => {
  it('keeps values raw, as they were joined', () => {
    const raw = { openId: 'a+b/c==', mobile: '138%200000', back: '/p?x=1&y=%E4%B8%AD' };
    expect(readQuery(raw)).toEqual(raw);
  });

  it.each(['undefined', 'null', '', 'NaN'])('drops %j, which means nothing', (value) => {
    expect(readQuery({ tel: value, openId: 'a' })).toEqual({ openId: 'a' });
  });

  it('drops what no launch parameter can be', () => {
    expect(readQuery({ ['k'.repeat(65)]: 'a', long: 'v'.repeat(2049), missing: undefined })).toEqual({});
  });

  it('takes a page without a query', () => {
    expect(readQuery(undefined)).toEqual({});
  });
});

describe('decodeValue', () => {
  it.each([
    ['%E4%B8%AD', '中'],
    ['a+b/c==', 'a+b/c=='],
    ['100%', '100%'],
    ['%2525', '%25'],
  ])('reads %j as %j', (raw, value) => {
    expect(decodeValue(raw)).toBe(value);
  });
});

test('writeQuery encodes values and leaves out what is missing', () => {
  expect(writeQuery({ a: '1&2', b: undefined, c: '中' })).toBe('a=1%262&c=%E4%B8%AD');
});
