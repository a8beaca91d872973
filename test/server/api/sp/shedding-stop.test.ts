// A server that is told to stop while callers wait to be turned away.
import { spInterfaces } from '../../../../shared/sp/interfaces.ts';
import { httpPost } from '../../../kit/http.ts';
import { startTestServer } from '../../../kit/server.ts';
import { expectRefusal } from './expect.ts';

afterEach(() => jest.restoreAllMocks());

it('turns everybody away who waits for it', async () => {
  const server = await startTestServer();
  const { claims, refusals } = server.context;
  const isFull = jest.spyOn(claims, 'isFull').mockReturnValue(true);
  // Several seconds' worth: whoever comes after them waits.
  let turnedAway = 0;
  for (let times = 0; times < 9_000; times += 1)
    refusals.add(() => {
      turnedAway += 1;
      return true;
    });
  // On connections of their own: the server of the test closes its agent before it stops.
  const url = server.url + spInterfaces['coupon.receive'].path;
  const answers = Array.from({ length: 5 }, () => httpPost(url, '{}'));
  while (isFull.mock.calls.length < 5) await new Promise(setImmediate);
  expect(turnedAway).toBeLessThan(9_000);
  const stopped = server.stop();
  expect(turnedAway).toBe(9_000);
  for (const answer of await Promise.all(answers))
    expectRefusal(answer, 400101, 'too many requests, try again later', 503);
  await stopped;
});
