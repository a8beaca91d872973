// Our callbacks reach 出行服务 over a bad network.
import { expectToBear, liveThrough, testMs } from './trouble.ts';

test('tells 出行服务 the truth over a bad network', () => expectToBear('callbacks'), testMs);

test('tells of a server that ends by itself', async () => {
  const { problems } = await liveThrough({ side: 'callbacks', program: 'test/network/ends-early.ts' });
  expect(problems).toEqual(['the server ended with 3']);
});

test(
  'notices a reset that is taken for a confirmation',
  async () => {
    const { problems } = await liveThrough({
      side: 'callbacks',
      program: 'test/network/reset-is-ack.ts',
      ms: 2_000,
    });
    expect(problems).toContainEqual(expect.stringMatching(/: ours \d, theirs /));
  },
  testMs,
);
