import { restartDelay } from '../../../server/cluster/restart.ts';

describe('restartDelay', () => {
  it('doubles from a tenth of a second up to five', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map(restartDelay)).toEqual([
      100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000,
    ]);
  });
});
