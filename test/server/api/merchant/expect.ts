// What every answer of the merchant wire has to be, whatever was asked: one of three shapes, by the book of codes.
import { type MerchantAction, merchantActions } from '../../../../shared/merchant/actions.ts';
import { type MerchantErrorKey, merchantErrors, successMessage } from '../../../../shared/merchant/codes.ts';
import type { HttpAnswer } from '../../../kit/http.ts';

const byCode = new Map(Object.values(merchantErrors).map((entry) => [entry.code, entry]));

/** Done, refused for a reason of the business, or not understood: never a failure of ours, and nothing of our insides. */
export function expectWire({ status, headers, text, json }: HttpAnswer): void {
  expect(status).toBeLessThan(500);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(text).not.toMatch(/\.ts\b|\/work|node_modules|SELECT|INSERT|SQLITE|\bat .*:\d+/);
  const { code, message } = json;
  const entry = byCode.get(Number(code));
  const asSamples = typeof code === 'string';
  const spelled = (value: unknown) => (asSamples ? String(value) : value);
  const its = {
    status: spelled(!entry?.system),
    code: spelled(entry?.code ?? 0),
    message: expect.any(String),
  };
  expect(json).toEqual(entry === undefined ? { ...its, data: expect.anything() } : its);
  expect(status).toBe(entry?.http ?? 200);
  expect([...message].length).toBeLessThanOrEqual(64);
}

/** @returns the data, which is what the table of actions promises */
// biome-ignore lint/suspicious/noExplicitAny: each test knows which action it called
export function expectData(action: MerchantAction, answer: HttpAnswer): any {
  expect(answer.json).toEqual({ status: true, code: 0, message: successMessage, data: expect.anything() });
  expect(merchantActions[action].data.safeParse(answer.json.data).error).toBeUndefined();
  return answer.json.data;
}

/** @param message the table's, unless told otherwise */
export function expectRefusal(answer: HttpAnswer, key: MerchantErrorKey, message?: RegExp | string): void {
  const { code, system, message: usual } = merchantErrors[key];
  expect(answer.json).toEqual({ status: !system, code, message: expect.any(String) });
  expect(answer.json.message).toMatch(message ?? usual);
}
