// What stands where something else should: values of every kind, spelled in every way that JSON has.
import fc from 'fast-check';
import { RawJson } from '../../kit/signed.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202e',
      'ＡＢＣ',
      '１',
      '1e3',
      '-1',
      '0.1',
      '1.00',
      '%00',
      '%zz',
      '../../etc/passwd',
    ],
    ...[
      "' OR '1'='1",
      "';--",
      '$(id)',
      '{{7*7}}',
      '#{7*7}',
      '<script>',
      'null',
      'undefined',
      '__proto__',
      'constructor',
    ],
    ...[
      '99999999999999999999',
      '9007199254740993',
      '0x10',
      'NaN',
      'true',
      '[object Object]',
      '2026-13-45T99:99:99',
    ],
  ),
  fc.integer({ min: 1, max: 2_000 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 1, max: 400 }).map((length) => '😀'.repeat(length)),
);

/** Numbers that lose something when they are read as JavaScript's. */
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc
    .constantFrom(
      '1e400',
      '-0',
      '1.0',
      '1E2',
      '9007199254740993',
      '0.1e-400',
      '123456789012345678901234567890',
    )
    .map((text) => new RawJson(text)),
);

const nested = fc
  .integer({ min: 1, max: 40 })
  .chain((depth) => fc.constantFrom('[', '{"a":').map((open) => deep(open, depth)));

export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: texts, weight: 4 },
  { arbitrary: numbers, weight: 3 },
  { arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}), weight: 2 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 2 },
  { arbitrary: nested, weight: 1 },
  { arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString').map(poison), weight: 1 },
);

/** Keys that mean something to the language. */
export const strangeKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  'toJSON',
  '',
  ' ',
] as const;

function deep(open: string, depth: number): RawJson {
  const close = open === '[' ? ']' : '}';
  return new RawJson(open.repeat(depth) + (open === '[' ? '' : '1') + close.repeat(depth));
}

function poison(key: string): RawJson {
  return new RawJson(`{"${key}":{"polluted":1,"prototype":{"polluted":1}}}`);
}
