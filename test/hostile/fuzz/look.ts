// What every answer has to be, whatever was asked; and what must be so after it.

import type { Door } from '../../kit/doors.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import { expectWire as expectMerchantWire } from '../../server/api/merchant/expect.ts';
import { expectWire as expectPluginWire } from '../../server/api/plugin/expect.ts';
import { expectWire as expectSpWire } from '../../server/api/sp/expect.ts';

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
