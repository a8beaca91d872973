// JSON read without losing digits: ids of 18 and 19 digits come as bare numbers, and 12.30 yuan is not 12.3.

/** The language hands a reviver the source of each primitive; its type library does not say so yet. */
type SourceReviver = (key: string, value: unknown, context: { readonly source: string }) => unknown;

/**
 * Like JSON.parse, but a number stays a number only if it is written as a safe integer; any other becomes the text it was
 * written as. Members called `__proto__` are left out. Throws what JSON.parse throws.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}

const keepDigits: SourceReviver = (key, value, context) => {
  if (key === '__proto__') return undefined;
  if (typeof value !== 'number') return value;
  return Number.isSafeInteger(value) && String(value) === context.source ? value : context.source;
};
