// What every answer of the plugin's wire has to be, whatever was asked: the data that the table promises, or a failure by the book of errors.
import { type Language, type PluginErrorKey, pluginErrors } from '../../../../shared/plugin/errors.ts';
import {
  type PluginAnswerOf,
  type PluginInterfaceName,
  pluginInterfaces,
} from '../../../../shared/plugin/interfaces.ts';
import { failure } from '../../../../shared/plugin/messages/envelope.ts';
import type { HttpAnswer } from '../../../kit/http.ts';

/** One of two shapes, and nothing of our insides. */
export function expectWire({ status, headers, text, json }: HttpAnswer): void {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers['date']).toBeDefined();
  expect(text).not.toMatch(/\.ts\b|\/work|node_modules|SELECT|INSERT|SQLITE|\bat .*:\d+/);
  if (status === 200) {
    expect(Object.keys(json)).toEqual(['ok', 'data']);
    expect(json.ok).toBe(true);
    return;
  }
  expect(json).toEqual({ ok: false, error: expect.anything() });
  const { code, retryable, reference } = failure.strict().parse(json.error);
  expect({ status, retryable }).toEqual({
    status: pluginErrors[code].http,
    retryable: pluginErrors[code].retryable,
  });
  expect(reference).toMatch(/^[0-9A-F]{10}$/);
}

/** @returns the data, which is what the table of interfaces promises */
export function expectData<Name extends PluginInterfaceName>(
  name: Name,
  answer: HttpAnswer,
): PluginAnswerOf<Name> {
  expect(answer.json.error).toBeUndefined();
  expect(pluginInterfaces[name].answer.safeParse(answer.json.data).error).toBeUndefined();
  return answer.json.data;
}

/** @param detail none, unless told */
export function expectFailure(
  answer: HttpAnswer,
  code: PluginErrorKey,
  { detail, language = 'zh' }: { detail?: string; language?: Language } = {},
): void {
  const { http, retryable } = pluginErrors[code];
  expect({ http: answer.status, ...answer.json.error }).toEqual({
    http,
    code,
    message: pluginErrors[code][language],
    retryable,
    reference: expect.any(String),
    ...(detail !== undefined && { detail }),
  });
}
