// Where a user lives must never change: it is in every key.
import { bucketOf } from '../../../server/domain/bucket.ts';

const users = Array.from({ length: 4000 }, (_, index) => `user-${index}`);

describe('bucketOf', () => {
  it('knows one place where there is one bucket', () => {
    expect(users.filter((user) => bucketOf(user, 1) !== 0)).toEqual([]);
  });

  it('finds the places that stored keys have', () => {
    expect(['udxbxd', '', '用户'].map((user) => bucketOf(user, 16))).toEqual([4, 2, 6]);
  });

  it('stays within the buckets and fills each evenly', () => {
    const counts = new Array<number>(16).fill(0);
    for (const user of users) counts[bucketOf(user, 16)] = (counts[bucketOf(user, 16)] ?? 0) + 1;
    expect(counts).toHaveLength(16);
    expect(Math.min(...counts)).toBeGreaterThan(190);
    expect(Math.max(...counts)).toBeLessThan(310);
  });
});
