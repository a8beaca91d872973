// Keys are in the order of their bytes, whatever a language or JavaScript makes of them.
import { compareKeys } from '../../../../server/store/copy/order.ts';

describe('compareKeys', () => {
  it('orders texts by the bytes of UTF-8', () => {
    // U+FF5E comes before U+1F697, whose UTF-16 begins with a smaller unit.
    const inOrder = ['', 'B', 'Ba', 'a', 'é', '车', '～', '🚗'];
    const mixed = [...inOrder].reverse();
    expect(mixed.sort((a, b) => compareKeys([a], [b]))).toEqual(inOrder);
  });

  it('orders numbers by their size', () => {
    expect(compareKeys([9], [10])).toBeLessThan(0);
  });

  it('looks at the next value where one is equal', () => {
    expect(compareKeys(['a', 2], ['a', 1])).toBeGreaterThan(0);
    expect(compareKeys(['a', 1], ['a', 1])).toBe(0);
  });
});
