// Takes phone numbers out of what was received, before anything keeps or shows it.
import { maskPhone } from '../../server/settings/secrets.ts';

/** A copy without a phone number, and without `sign`: it is a hash that a number could be guessed from. */
export function maskParameters(parameters: object): Record<string, unknown> {
  const kept = Object.entries(parameters).filter(([name]) => name.trim() !== 'sign');
  return Object.fromEntries(kept.map(([name, value]) => [name, mask(value, name)]));
}

const phoneName = /phone|mobile/i;

/** People write phone numbers into the free text too. */
const phoneInText = /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)/g;

/** `name`: of the field at the top that the value stands in, or of its own one where that tells more. */
function mask(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, name));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    return Object.fromEntries(members.map(([key, item]) => [key, mask(item, tellingName(name, key))]));
  }
  if (value === null || typeof value === 'boolean') return value;
  if (phoneName.test(name)) return maskPhone(String(value));
  return typeof value === 'string' && name.trim() === 'extra' ? value.replace(phoneInText, maskPhone) : value;
}

function tellingName(outer: string, own: string): string {
  return phoneName.test(own) || !(phoneName.test(outer) || outer.trim() === 'extra') ? own : outer;
}
