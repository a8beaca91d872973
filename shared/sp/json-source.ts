// A JSON object together with the exact source text of its top-level values: what the signature is made over (sp §2).

import { cutCodePoints } from './code-points.ts';

export interface JsonMember {
  /** Decoded, blanks kept: the signature is verified on raw keys. */
  readonly key: string;
  /** The value exactly as it stands in the source. */
  readonly slice: string;
  readonly value: unknown;
}

/** Says in a few words why a body was refused; fit to be an answer's message. */
export class JsonSourceError extends Error {
  override readonly name = 'JsonSourceError';
}

const maxDepth = 16;

/**
 * The members of the top-level object, in source order. Throws JsonSourceError for anything that two readers could
 * understand differently: not JSON, not an object, a key twice (at any level), keys equal after trimming (at the top),
 * and for nesting deeper than 16.
 */
export function parseJsonSource(text: string): JsonMember[] {
  const object = parseObject(text);
  const members: JsonMember[] = [];
  let at = skipBlanks(text, skipBlanks(text, 0) + 1);
  while (text.charCodeAt(at) !== closeBrace) {
    const keyEnd = skipString(text, at);
    const key = decodeKey(text, at, keyEnd);
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = skipValue(text, start, 1);
    // A `__proto__` made by JSON.parse is an own property, so this reads the value and not the prototype.
    members.push({ key, slice: text.slice(start, end), value: object[key] });
    at = skipSeparator(text, end);
  }
  refuseEqualKeys(object, members);
  return members;
}

/** JSON.parse keeps one of equal keys, so a count tells; only keys with blanks around them need a closer look. */
function refuseEqualKeys(object: object, members: readonly JsonMember[]): void {
  const distinct = Object.keys(object).length === members.length;
  if (distinct && !members.some(({ key }) => hasBlanksAround(key))) return;
  const seen = new Set<string>();
  for (const { key } of members) claimKey(seen, key.trim());
}

function hasBlanksAround(key: string): boolean {
  // Every character that trim() takes away is a blank, a control character or beyond ASCII.
  const first = key.charCodeAt(0);
  const last = key.charCodeAt(key.length - 1);
  return !(first > blank && first < 0x7f && last > blank && last < 0x7f);
}

/**
 * Objects that know no names but their own: `__proto__` is a key like any other. Object.create(null) would do the same, but
 * V8 keeps such objects as hash tables, which cost several times the memory.
 */
class Bare {
  [key: string]: unknown;
}
Object.setPrototypeOf(Bare.prototype, null);
Reflect.deleteProperty(Bare.prototype, 'constructor');

/** The values by trimmed key. */
export function toParameters(members: readonly JsonMember[]): Record<string, unknown> {
  const parameters = new Bare();
  for (const { key, value } of members) parameters[key.trim()] = value;
  return parameters;
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonSourceError('body: is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonSourceError('body: must be a JSON object');
  }
  return value as Record<string, unknown>;
}

// The scanner below runs over text that JSON.parse has accepted; it only has to find where things end.

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const blank = 0x20;

function skipBlanks(text: string, at: number): number {
  // NaN, beyond the end, is not a blank.
  while (text.charCodeAt(at) <= blank) at += 1;
  return at;
}

/** From behind a value to the next key, or to the closing bracket. */
function skipSeparator(text: string, at: number): number {
  const next = skipBlanks(text, at);
  return text.charCodeAt(next) === comma ? skipBlanks(text, next + 1) : next;
}

function skipValue(text: string, at: number, depth: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return skipString(text, at);
  if (first === openBrace) return skipObject(text, at, depth + 1);
  if (first === openBracket) return skipArray(text, at, depth + 1);
  return skipWord(text, at);
}

function skipObject(text: string, open: number, depth: number): number {
  refuseDepth(depth);
  const seen = new Set<string>();
  let at = skipBlanks(text, open + 1);
  while (text.charCodeAt(at) !== closeBrace) {
    const keyEnd = skipString(text, at);
    claimKey(seen, decodeKey(text, at, keyEnd));
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    at = skipSeparator(text, skipValue(text, start, depth));
  }
  return at + 1;
}

function skipArray(text: string, open: number, depth: number): number {
  refuseDepth(depth);
  let at = skipBlanks(text, open + 1);
  while (text.charCodeAt(at) !== closeBracket) at = skipSeparator(text, skipValue(text, at, depth));
  return at + 1;
}

function skipString(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at + 1;
    at += unit === backslash ? 2 : 1;
  }
}

/** A number, true, false or null: it ends at a blank, a comma or a closing bracket. */
function skipWord(text: string, at: number): number {
  for (;;) {
    const unit = text.charCodeAt(at);
    if (unit <= blank || unit === comma || unit === closeBrace || unit === closeBracket) return at;
    at += 1;
  }
}

function decodeKey(text: string, open: number, end: number): string {
  const inner = text.slice(open + 1, end - 1);
  return inner.includes('\\') ? (JSON.parse(text.slice(open, end)) as string) : inner;
}

function claimKey(seen: Set<string>, key: string): void {
  if (seen.has(key)) throw new JsonSourceError(`${cutCodePoints(key, 32)}: stands in the body twice`);
  seen.add(key);
}

function refuseDepth(depth: number): void {
  if (depth > maxDepth) throw new JsonSourceError(`body: is nested deeper than ${maxDepth}`);
}
