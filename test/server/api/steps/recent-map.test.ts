// What is remembered, and for how long.
import { RecentMap } from '../../../../server/api/steps/recent-map.ts';

const filled = (...keys: string[]) => {
  const map = new RecentMap<string>(2);
  for (const key of keys) map.set(key, key);
  return map;
};

test('remembers at least the latest two generations less one', () => {
  const map = filled('a', 'b', 'c');
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual(['a', 'b', 'c']);
  expect(map.size).toBe(3);
});

test('forgets the older half, never the younger', () => {
  const map = filled('a', 'b', 'c', 'd', 'e');
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => map.get(key))).toEqual([undefined, undefined, 'c', 'd', 'e']);
  expect(map.size).toBe(3);
});

test('takes what is set again for young', () => {
  const map = filled('a', 'b', 'c', 'a', 'd', 'e');
  expect(map.get('a')).toBe('a');
  expect(map.get('b')).toBeUndefined();
  expect(map.size).toBe(4);
});

test('keeps the latest value of a key', () => {
  const map = filled('a', 'b', 'c');
  map.set('a', 'again');
  expect(map.get('a')).toBe('again');
});
