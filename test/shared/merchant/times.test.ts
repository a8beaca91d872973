// Clocks in Shanghai, to the second.
import * as fc from 'fast-check';
import { formatShanghai, parseShanghai } from '../../../shared/merchant/times.ts';

const sampleAt = Date.UTC(2019, 9, 15, 9, 10, 28);

describe('formatShanghai', () => {
  it('writes China time to the second', () => {
    expect(formatShanghai(sampleAt)).toBe('2019-10-15 17:10:28');
    expect(formatShanghai(sampleAt + 999)).toBe('2019-10-15 17:10:28');
  });

  it('carries the day over at midnight', () => {
    expect(formatShanghai(Date.UTC(2023, 11, 31, 16))).toBe('2024-01-01 00:00:00');
  });

  it('throws rather than write no time', () => {
    expect(() => formatShanghai(Number.NaN)).toThrow(RangeError);
  });
});

describe('parseShanghai', () => {
  it('reads the form of the documents', () => {
    expect(parseShanghai('2019-10-15 17:10:28')).toBe(sampleAt);
  });

  it.each([
    '2019-10-15 17:10:2',
    '2019-10-15T17:10:28',
    '2019-10-15 17:10:28.000',
    '2019-10-15 17:10:28Z',
    '2019-02-30 00:00:00',
    '2019-10-15 24:00:00',
    '2019-10-15',
    '',
  ])('refuses %p', (text) => expect(parseShanghai(text)).toBeUndefined());

  it('undoes formatShanghai over all years', () => {
    const second = fc.integer({ min: Date.UTC(1000, 0, 2) / 1000, max: Date.UTC(9999, 11, 31) / 1000 });
    fc.assert(
      fc.property(second, (value) => expect(parseShanghai(formatShanghai(value * 1000))).toBe(value * 1000)),
    );
  });
});
