// Array literals as PostgreSQL reads them. Written here, since the driver's own way goes through each element several times.
import type { SqlValue } from '../database.ts';
import type { Kind } from './each.ts';

/** What stands at one place of all the sets. @throws TypeError where texts and numbers are mixed: a column has one type */
export function kindOf(sets: readonly (readonly SqlValue[])[], place: number): Kind {
  let kind: Kind = 'null';
  for (const set of sets) {
    const value = set[place] ?? null;
    if (value === null) continue;
    const own = typeof value === 'number' ? 'number' : 'text';
    if (kind !== 'null' && kind !== own)
      throw new TypeError(`value ${place + 1} is a text here and a number there`);
    kind = own;
  }
  return kind;
}

/** `{1,2,NULL}` or `{"a","b"}`: one place of all the sets. */
export function arrayLiteral(sets: readonly (readonly SqlValue[])[], place: number): string {
  let literal = '{';
  for (const set of sets) {
    const value = set[place] ?? null;
    if (literal.length > 1) literal += ',';
    if (value === null) literal += 'NULL';
    else literal += typeof value === 'number' ? value : quoted(String(value));
  }
  return `${literal}}`;
}

const quoted = (text: string): string =>
  /["\\]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
