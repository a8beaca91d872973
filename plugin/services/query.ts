// The page's query as hosts write it: joined without encoding, sometimes encoded, with "undefined" for what was not there.

export type Query = Readonly<Record<string, string>>;

/** The server's bounds: beyond them a value is no launch parameter. */
const longestKey = 64;
const longestValue = 2048;
const nothing = ['', 'undefined', 'null', 'NaN'];

/** What our own pages add when they open each other. */
export const innerMark = 'inner';

/** @returns what goes to the server, which alone judges it: raw, without what is not there */
export function readQuery(options: Readonly<Record<string, string | undefined>> = {}): Query {
  const kept = Object.entries(options).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      !nothing.includes(entry[1]) &&
      entry[0].length <= longestKey &&
      entry[1].length <= longestValue,
  );
  return Object.fromEntries(kept);
}

/** Decoded once where it was encoded; a stray % stays what it is. */
export function decodeValue(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** For our own pages and for hosts: properly encoded, without what is not there. */
export function writeQuery(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
}
