// What every answer has to be, whatever was asked; and what must be so after it.

import { spErrors } from '../../../shared/sp/codes.ts';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import type { Door } from '../../kit/doors.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import { expectWire as expectMerchantWire } from '../../server/api/merchant/expect.ts';
import { expectWire as expectPluginWire } from '../../server/api/plugin/expect.ts';

/** @returns whether it was done @throws when the answer is none that the wire promises */
export function lookAt(door: Door, answer: HttpAnswer): boolean {
  if (answer.status >= 500) throw new Error(`answered ${answer.status}: ${answer.text}`);
  if (/\.ts\b|node_modules|SQLITE|\bat .*:\d+/.test(answer.text) && door.wire !== 'operations')
    throw new Error(`tells of our insides: ${answer.text}`);
  if (door.wire === 'operations') return answer.status === 200;
  if (door.wire === 'plugin') {
    expectPluginWire(answer);
    return answer.status === 200;
  }
  if (door.wire === 'merchant') expectMerchantWire(answer);
  else expectSpWire(door.name, answer);
  return Number(answer.json.code) === 0;
}

const spCodes = new Map(Object.values(spErrors).map((entry) => [entry.code as number, entry]));

function expectSpWire(name: keyof typeof spInterfaces, { status, headers, text, json }: HttpAnswer): void {
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  if (json?.code === 0) {
    expect(json).toEqual({ code: 0, message: 'successful', data: expect.any(Object) });
    expect(spInterfaces[name].answerData.safeParse(json.data).error).toBeUndefined();
    return;
  }
  expect(json).toEqual({ code: expect.any(Number), message: expect.any(String) });
  expect([...json.message].length).toBeLessThanOrEqual(64);
  expect(spCodes.has(json.code)).toBe(true);
  expect([200, 400, 413]).toContain(status);
}

const inherited: readonly object[] = [Object.prototype, Array.prototype, Function.prototype];
const atFirst = inherited.map((one) => Object.getOwnPropertyNames(one).length);

/** @throws when something was put into what every object inherits; it is taken out again */
export function lookAtPrototypes(): void {
  for (const [n, one] of inherited.entries()) {
    const added = Object.getOwnPropertyNames(one).slice(atFirst[n]);
    for (const key of added) Reflect.deleteProperty(one, key);
    if (added.length > 0) throw new Error(`a prototype was polluted: ${added.join()}`);
  }
}
