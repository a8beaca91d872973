// Claims that would wait for too long are turned away unread, and told about in one line a second.
import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sheddingClaims } from '../../../../server/api/sp/shedding.ts';
import { createRefusals } from '../../../../server/api/steps/refusals.ts';
import { createMetrics } from '../../../../server/ops/metrics.ts';
import { logLines } from '../../../kit/log-lines.ts';

function door(isFull: () => boolean) {
  const lines = logLines();
  const metrics = createMetrics();
  let answered = 0;
  const claims = { isFull, claim: () => Promise.reject(new Error('not asked here')) };
  const deps = { claims, refusals: createRefusals(), metrics, log: lines.log };
  const answer = sheddingClaims(deps, async () => {
    answered += 1;
  });
  const sent: { http: number; head: readonly string[]; body: string }[] = [];
  // As much of a response as is needed here.
  const response = (destroyed = false) =>
    Object.assign(new EventEmitter(), {
      destroyed,
      writeHead: (http: number, head: string[]) => sent.push({ http, head, body: '' }),
      end: (body: string) => Object.assign(sent.at(-1) ?? {}, { body }),
    }) as unknown as ServerResponse;
  const ask = (to = response()) => answer({} as IncomingMessage, to);
  return { ask, response, sent, lines, metrics, answered: () => answered };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('lets calls in while there is room', async () => {
  const { ask, sent, answered } = door(() => false);
  await ask();
  expect(answered()).toBe(1);
  expect(sent).toEqual([]);
});

it('turns calls away in the words of the protocol', async () => {
  const { ask, sent, answered } = door(() => true);
  await ask();
  expect(answered()).toBe(0);
  expect(sent).toMatchObject([{ http: 503, head: expect.arrayContaining(['Retry-After', '1']) }]);
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    code: 400101,
    message: 'too many requests, try again later',
  });
});

it('counts each and logs how many in a second', async () => {
  const { ask, lines, metrics } = door(() => true);
  const told = () => [...lines.text().matchAll(/"turnedAway":(\d+)/g)].map(([, count]) => Number(count));
  for (let times = 0; times < 50; times += 1) await ask();
  jest.advanceTimersByTime(1_000);
  expect(told()).toEqual([50]);
  await ask();
  jest.advanceTimersByTime(10_000);
  expect(told()).toEqual([50, 1]);
  expect((await metrics.render()).body).toContain(
    'chelian_requests_total{interface="coupon.receive",code="400101"} 51',
  );
});

it('neither answers nor counts who has hung up', async () => {
  const { ask, response, sent, lines, metrics } = door(() => true);
  await ask(response(true));
  jest.advanceTimersByTime(1_000);
  expect(sent).toEqual([]);
  expect(lines.text()).toBe('');
  expect((await metrics.render()).body).not.toContain('code="400101"');
});
