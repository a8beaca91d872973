// The fuzz itself: servers that are wrong in one way each, and it has to say so.
import type { Context } from '../../../server/context.ts';
import { type Door, doorsOf } from '../../kit/doors.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import type { Visits } from '../../server/api/plugin/visits.ts';
import { fieldsOf } from './fields.ts';
import { fuzz } from './fuzz.ts';
import { openTown, type Send } from './town.ts';

/** What a faulty server does with a call, whose right answer it knows. */
type Fault = (body: string, answer: HttpAnswer, visits: Visits) => HttpAnswer | Promise<HttpAnswer>;

const faulty =
  (fault: Fault) =>
  (send: Send, visits: Visits): Send =>
  async (method, path, options) => {
    const answer = await send(method, path, options);
    return path === '/sp/v1/coupon/receive' ? fault(String(options?.body), answer, visits) : answer;
  };

const answering = (answer: HttpAnswer, http: number, json: object): HttpAnswer => {
  const text = JSON.stringify(json);
  const headers = { ...answer.headers, 'content-length': String(Buffer.byteLength(text)) };
  return { ...answer, status: http, json, text, headers };
};

const claims = (context: Context): Door[] =>
  doorsOf(context).filter(({ path }) => path === '/sp/v1/coupon/receive');

async function problemOf(fault: Fault, hangsMs: number): Promise<string> {
  const town = await openTown(faulty(fault));
  const box = { seed: 7, goesOn: () => false, numRuns: 400, hangsMs, endOnFailure: true };
  const fuzzed = fuzz(town, claims(town.visits.server.context), box);
  return fuzzed.then(
    () => 'nothing',
    ({ message }: Error) => message,
  );
}

describe('the fuzz notices', () => {
  it.each<[name: string, fault: Fault, told: RegExp, hangsMs?: number]>([
    [
      'a failure of ours',
      (body, answer) =>
        /"extra":\{/.test(body) ? answering(answer, 500, { code: 500000, message: 'x' }) : answer,
      /answered 500/,
    ],
    [
      'an answer that is no envelope',
      (_, answer) => (answer.json.code === 0 ? answer : answering(answer, 200, { error: 'x' })),
      /toEqual/,
    ],
    [
      'a code that is in no table',
      (_, answer) => (answer.json.code === 0 ? answer : answering(answer, 200, { code: 123, message: 'x' })),
      /toBe/,
    ],
    [
      'what a stack trace looks like',
      (_, answer) =>
        answer.json.code === 0
          ? answer
          : answering(answer, 200, { code: 400000, message: 'at claim (server/claim.ts:1:2)' }),
      /insides/,
    ],
    [
      'a prototype that was changed',
      (body, answer) => {
        // Not enumerable: the metrics of this process would stumble over it first.
        if (body.includes('__proto__'))
          Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
        return answer;
      },
      /was polluted: polluted/,
    ],
    [
      'a refused call that changes something',
      async (_, answer, { server }) => {
        if (answer.json.code !== 0)
          await server.context.database.transaction((tx) =>
            tx.run('UPDATE coupon SET version = version + 1', []),
          );
        return answer;
      },
      /refused, and changed/,
    ],
    [
      'a server that is silent',
      (body, answer) => (body.includes('"user_code":null') ? new Promise<never>(() => undefined) : answer),
      /no answer/,
      2_000,
    ],
  ])(
    '%s',
    async (_, fault, told, hangsMs = 20_000) => {
      const problem = await problemOf(fault, hangsMs);
      expect(problem).toMatch(told);
      // What plays it again.
      expect(problem).toMatch(/^POST \/sp\/v1\/coupon\/receive, seed 7: [\s\S]*path: /);
    },
    90_000,
  );
});

it('reads the fields of every door off its schema', async () => {
  const town = await openTown();
  const doors = doorsOf(town.visits.server.context);
  expect(doors.length).toBeGreaterThan(20);
  const without = doors.filter((door) => fieldsOf(door).length === 0).map(({ key }) => key);
  expect(without).toEqual(['GET /livez', 'GET /readyz', 'GET /metrics']);
});
