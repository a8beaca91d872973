// PostgreSQL is at the other end of a bad network.
import { liveThrough, testMs } from './trouble.ts';

test(
  'loses nothing over a bad network to PostgreSQL',
  async () => {
    const { seed, problems } = await liveThrough({ side: 'database' });
    // Where much is wrong, a few of them tell as much.
    expect({ seed, problems: problems.slice(0, 20) }).toEqual({ seed, problems: [] });
  },
  testMs,
);

test(
  'notices an answer before a COMMIT that is cut off',
  async () => {
    const { problems } = await liveThrough({
      side: 'database',
      program: 'test/crash/faulty/early-answer.ts',
      // It lives on, and has to come to rest.
      more: { COMMIT_DELAY_MS: '40' },
      ms: 2_000,
    });
    expect(problems).toContainEqual(expect.stringMatching(/^claim .* is lost$/));
  },
  testMs,
);
