// What every answer has to be, whatever was asked (sp §4).
import { spErrors } from '../../../../shared/sp/codes.ts';
import type { InboundName } from '../../../../shared/sp/interfaces.ts';
import { spInterfaces } from '../../../../shared/sp/interfaces.ts';
import type { HttpAnswer } from '../../../kit/http.ts';

const httpOf = new Map<number, number>(Object.values(spErrors).map(({ code, http }) => [code, http]));
/** A body that cannot be read at all, or is too large, is told so in HTTP too. */
const unreadable = [400, 413];

/** One of two shapes: done, with the data that the table of interfaces promises, or refused by the table of codes. */
export function expectWire(name: InboundName, answer: HttpAnswer): void {
  const { status, json } = answer;
  if (json?.code === 0) {
    expectData(name, answer);
    return;
  }
  expectRefused(answer);
  expect(httpOf.has(json.code)).toBe(true);
  expect([httpOf.get(json.code), ...(json.code === spErrors.badParameter.code ? unreadable : [])]).toContain(
    status,
  );
}

/** An answer with data. @returns the data, which is what the table of interfaces promises */
// biome-ignore lint/suspicious/noExplicitAny: each test knows which interface it called
export function expectData(name: InboundName, answer: HttpAnswer): any {
  expect(answer.json).toEqual({ code: 0, message: 'successful', data: expect.any(Object) });
  expect(spInterfaces[name].answerData.safeParse(answer.json.data).error).toBeUndefined();
  expect(answer.status).toBe(200);
  expectEnvelope(answer);
  return answer.json.data;
}

export function expectRefusal(answer: HttpAnswer, code: number, message: RegExp | string, http = 200): void {
  expectRefused(answer);
  expect(answer.json.code).toBe(code);
  expect(answer.json.message).toMatch(message);
  expect(answer.status).toBe(http);
}

/** A refusal that gives nothing away: no data, no stack, no path, no SQL. */
function expectRefused(answer: HttpAnswer): void {
  const { json, text } = answer;
  expect(json).toEqual({ code: expect.any(Number), message: expect.any(String) });
  expect([...json.message].length).toBeLessThanOrEqual(64);
  expect(text).not.toMatch(/\.ts\b|\/work|node_modules|SELECT|INSERT|SQLITE|\bat .*:\d+/i);
  expectEnvelope(answer);
}

function expectEnvelope({ headers, text }: HttpAnswer): void {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  expect(headers).not.toHaveProperty('x-powered-by');
}
