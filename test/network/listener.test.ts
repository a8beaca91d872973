// 出行服务 and tills reach us over a bad network, and ask again for what they got no answer to.
import { expectToBear, liveThrough, testMs } from './trouble.ts';

test('gives each claim and consume once over a bad network', () => expectToBear('listener'), testMs);

test(
  'notices a caller with a new request_id for each try',
  async () => {
    const { problems } = await liveThrough({
      side: 'listener',
      habit: ({ requestId }, attempt) => `${requestId.slice(0, 24)}${attempt}`,
      ms: 2_000,
    });
    expect(problems).toContainEqual(
      expect.stringMatching(/^coupon .* was given to .*, who never heard of it$/),
    );
  },
  testMs,
);
