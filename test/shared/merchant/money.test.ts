// Yuan as text and fen: every form that is money, and what only looks like it.
import * as fc from 'fast-check';
import { formatYuan, parseYuan } from '../../../shared/merchant/money.ts';

describe('parseYuan', () => {
  it.each([
    ['12', 1200],
    ['12.3', 1230],
    ['12.30', 1230],
    ['12.03', 1203],
    ['0', 0],
    ['0.00', 0],
    ['0.01', 1],
    ['0.29', 29],
    ['1.15', 115],
    ['999999999.99', 99_999_999_999],
  ])('reads %s as %i fen', (text, fen) => expect(parseYuan(text)).toBe(fen));

  it.each([
    '',
    '-1',
    '+1',
    '-0',
    '1e3',
    '12.345',
    '12.',
    '.5',
    ' 1',
    '1 ',
    '1\n',
    '1,000',
    '1，5',
    '１',
    '0x10',
    'NaN',
    'Infinity',
    '1.2.3',
    '1234567890',
  ])('refuses %p', (text) => expect(parseYuan(text)).toBeUndefined());
});

describe('formatYuan', () => {
  it.each([
    [1230, '12.30'],
    [0, '0.00'],
    [5, '0.05'],
    [50, '0.50'],
    [-5, '-0.05'],
    [-1230, '-12.30'],
  ])('writes %i fen as %s', (fen, text) => expect(formatYuan(fen)).toBe(text));

  it.each([0.5, Number.NaN, 2 ** 53])('throws rather than write %p', (fen) => {
    expect(() => formatYuan(fen)).toThrow(new RangeError(`no amount in fen: ${fen}`));
  });

  it('is undone by parseYuan', () => {
    fc.assert(fc.property(fc.nat(99_999_999_999), (fen) => expect(parseYuan(formatYuan(fen))).toBe(fen)));
  });
});
