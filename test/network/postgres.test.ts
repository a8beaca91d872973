// PostgreSQL is at the other end of a bad network.
import { expectToBear, liveThrough, testMs } from './trouble.ts';

test('loses nothing over a bad network to PostgreSQL', () => expectToBear('database'), testMs);

test(
  'notices an answer before a COMMIT that is cut off',
  async () => {
    const shows = /^claim .* is lost$/;
    const { problems } = await liveThrough({
      side: 'database',
      program: 'test/crash/faulty/early-answer.ts',
      // It lives on, and has to come to rest.
      more: { COMMIT_DELAY_MS: '40' },
      ms: 2_000,
      shows,
    });
    expect(problems).toContainEqual(expect.stringMatching(shows));
  },
  testMs,
);
