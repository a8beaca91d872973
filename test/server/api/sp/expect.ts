// What every answer has to be, whatever was asked (sp §4).
import type { InboundName } from '../../../../shared/sp/interfaces.ts';
import { spInterfaces } from '../../../../shared/sp/interfaces.ts';
import type { HttpAnswer } from '../../../kit/http.ts';

/** An answer with data. @returns the data, which is what the table of interfaces promises */
// biome-ignore lint/suspicious/noExplicitAny: each test knows which interface it called
export function expectData(name: InboundName, answer: HttpAnswer): any {
  expect(answer.json).toEqual({ code: 0, message: 'successful', data: expect.any(Object) });
  expect(spInterfaces[name].answerData.safeParse(answer.json.data).error).toBeUndefined();
  expectEnvelope(answer, 200);
  return answer.json.data;
}

/** A refusal that gives nothing away: no data, no stack, no path, no SQL. */
export function expectRefusal(answer: HttpAnswer, code: number, message: RegExp | string, http = 200): void {
  expect(answer.json).toEqual({ code, message: expect.any(String) });
  expect(answer.json.message).toMatch(message);
  expect([...answer.json.message].length).toBeLessThanOrEqual(64);
  expect(answer.text).not.toMatch(/\.ts\b|\/work|node_modules|SELECT|INSERT|SQLITE|\bat .*:\d+/i);
  expectEnvelope(answer, http);
}

function expectEnvelope({ status, headers, text }: HttpAnswer, http: number): void {
  expect(status).toBe(http);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  expect(headers).not.toHaveProperty('x-powered-by');
}
