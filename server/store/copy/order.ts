// The order of keys as `scan` reads them.
import type { Key } from './scan.ts';

/** Below 0: `a` comes first. */
export function compareKeys(a: Key, b: Key): number {
  for (const [place, one] of a.entries()) {
    const other = b[place];
    if (one === other) continue;
    if (typeof one === 'number') return one - Number(other);
    // Not by UTF-16 units, as JavaScript would: engines compare the bytes of UTF-8.
    return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  }
  return 0;
}
