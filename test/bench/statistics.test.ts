import { median, quantile, ratioOf } from './statistics.ts';

describe('median', () => {
  it('is the middle of an odd count', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is halfway between the middle two', () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('is no number when nothing was measured', () => {
    expect(median([])).toBeNaN();
  });
});

describe('quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0.5, 50],
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('finds %d of a hundred at %d', (share, value) => {
    expect(quantile(hundred, share)).toBe(value);
  });

  it('does not hide one slow request in fifty', () => {
    expect(quantile([...Array(49).fill(1), 1000], 0.99)).toBe(1000);
  });
});

describe('ratioOf', () => {
  it('compares round by round, not medians', () => {
    expect(ratioOf([10, 40, 30], [10, 80, 20])).toEqual({ median: 1, lowest: 0.5, highest: 1.5 });
  });

  it('refuses sides with unequal rounds', () => {
    expect(() => ratioOf([1], [1, 2])).toThrow(RangeError);
  });
});
