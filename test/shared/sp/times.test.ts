// sp §5 and §3: one form going out, many coming in, and no impossible dates.
import * as fc from 'fast-check';
import { formatTime, parseTime, parseTimestamp } from '../../../shared/sp/times.ts';

const sampleAt = Date.UTC(2020, 6, 20, 5, 29, 35, 120);

describe('formatTime', () => {
  it('writes China time with milliseconds', () => {
    expect(formatTime(sampleAt)).toBe('2020-07-20T13:29:35.120+08:00');
  });

  it('carries the day over at midnight', () => {
    expect(formatTime(Date.UTC(2023, 11, 31, 16))).toBe('2024-01-01T00:00:00.000+08:00');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Date.UTC(10_000, 0, 1), -1e15])(
    'throws rather than write %p',
    (at) => expect(() => formatTime(at)).toThrow(RangeError),
  );

  it('is undone by parseTime over all years', () => {
    const at = fc.integer({ min: Date.UTC(1000, 0, 2), max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(at, (value) => expect(parseTime(formatTime(value))).toBe(value)));
  });
});

describe('parseTime', () => {
  it.each([
    '2020-07-20T13:29:35.120+08:00',
    '2020-07-20T13:29:35. 120+08:00',
    '2020-07-20T13:29:35:120+08:00',
    '2020-07-20T13:29:35: 120+08:00',
    '2020-07-20T05:29:35.120Z',
    '2020-07-20T13:29:35.120+0800',
    '2020-07-20T13:29:35.120+08',
    '2020-07-20T13:29:35.120',
    '2020-07-19T23:59:35.120-05:30',
    '2020-07-20T05:29:35.120-00:00',
  ])('reads %s as the same moment', (text) => expect(parseTime(text)).toBe(sampleAt));

  it.each(['2020-07-20T13:29:35+08:00', '2020-07-20T13:29:35', '2020-07-20T05:29:35Z'])(
    'reads %s without its milliseconds',
    (text) => expect(parseTime(text)).toBe(sampleAt - 120),
  );

  it('knows which years leap', () => {
    expect(parseTime('2024-02-29T00:00:00Z')).toBe(Date.UTC(2024, 1, 29));
    expect(parseTime('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29));
    expect(parseTime('2023-02-29T00:00:00Z')).toBeUndefined();
    expect(parseTime('2100-02-29T00:00:00Z')).toBeUndefined();
  });

  it.each([
    '2020-02-30T00:00:00Z',
    '2020-04-31T00:00:00Z',
    '2020-00-10T00:00:00Z',
    '2020-13-10T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-07-20T25:00:00Z',
    '2020-07-20T24:00:00Z',
    '2020-07-20T13:60:00Z',
    '2020-07-20T13:29:60Z',
    '2020-07-20T13:29:35+25:00',
    '2020-07-20T13:29:35+08:60',
    '0020-07-20T13:29:35Z',
    '9999-12-31T23:59:59-12:00',
  ])('refuses %s, which cannot be', (text) => expect(parseTime(text)).toBeUndefined());

  it.each([
    '',
    '2020-07-20',
    '2020-07-20 13:29:35',
    '2020-7-20T13:29:35Z',
    '2020-07-20T13:29Z',
    '2020-07-20T13:29:35.12Z',
    '2020-07-20T13:29:35.1200Z',
    '2020-07-20T13:29:35.120+8',
    '2020-07-20T13:29:35.120+08:00 ',
    '2020-07-20T13:29:35.120+08:00\n',
    '1595222975120',
  ])('refuses %j, a form nobody documented', (text) => expect(parseTime(text)).toBeUndefined());
});

describe('parseTimestamp', () => {
  it.each(['1572342076', 1572342076, '1572342076000', 1572342076000])('reads %p as that second', (value) => {
    expect(parseTimestamp(value)).toBe(1_572_342_076_000);
  });

  it('keeps the milliseconds of thirteen digits', () => {
    expect(parseTimestamp('1572342076123')).toBe(1_572_342_076_123);
  });

  it.each([
    '',
    '157234207',
    '15723420761',
    ' 1572342076',
    '1572342076.5',
    1572342076.5,
    -1572342076,
    '+157234207',
    null,
  ])('refuses %p as a timestamp', (value) => expect(parseTimestamp(value)).toBeUndefined());

  it.each([undefined, true, {}, ['1572342076']])('refuses %p, which is no digits', (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });
});
