// `a=1&b=2` is what an `a` and a `b` are signed as, and an `a` of `1&b=2` just the same: whoever gets hold of a signed body could let one
// parameter swallow its neighbour. The scheme is not ours to change, so a body that reads like that is refused.
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import type { JsonMember } from '../../../shared/sp/json-source.ts';
import { commonParameters } from '../../../shared/sp/messages/common.ts';

const inbound = Object.values(spInterfaces).filter((one) => one.direction === 'inbound');
const known: ReadonlySet<string> = new Set(
  [commonParameters, ...inbound.map(({ request }) => request)].flatMap(({ shape }) => Object.keys(shape)),
);

/** Hosts may put a query string of their own in here, or into fields that we do not know: it hides only what is missing elsewhere. */
const freeTexts: ReadonlySet<string> = new Set(['extra', 'reason']);

export function hidesParameter(members: readonly JsonMember[]): boolean {
  return members.some((member) => hidesInKey(member) || hidesInText(member, members));
}

const hidesInKey = ({ key }: JsonMember): boolean => key.includes('&') || key.includes('=');

function hidesInText({ key, value }: JsonMember, members: readonly JsonMember[]): boolean {
  if (typeof value !== 'string' || !value.includes('&')) return false;
  const names = Array.from(value.matchAll(/&([^&=]*)=/g), ([, name = '']) => name.trim());
  const isFree = freeTexts.has(key.trim()) || !known.has(key.trim());
  if (!isFree) return names.length > 0;
  const isThere = (name: string) => members.some((member) => member.key.trim() === name);
  return names.some((name) => known.has(name) && !isThere(name));
}
