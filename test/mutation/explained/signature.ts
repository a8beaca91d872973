// Survivors about signatures, Tokens and who calls.
import type { Explanation } from '../explain.ts';

export const signature: readonly Explanation[] = [
  {
    in: 'server/api/merchant/authenticate.ts',
    original: /^('as long as a key of ours, and nobody has it at all\.'|''|'none')$/,
    times: 3,
    why: 'verified for the time that it takes; what comes out is not looked at',
  },
  {
    in: 'server/api/merchant/authenticate.ts',
    original: '!(first instanceof MerchantError)',
    replacement: 'false',
    why: 'spares most calls a look for changed credentials',
  },
  {
    in: 'server/api/sp/authenticate.ts',
    original: "typeof apiKey === 'string'",
    why: 'there for the type: what is no text is not known either',
  },
  {
    in: 'server/api/sp/authenticate.ts',
    original: 'parsed.error.issues[0]?.message',
    why: 'there for the type: what does not parse has an issue',
  },
  {
    in: 'server/api/sp/replays.ts',
    original: /^(!seen|'')$/,
    replacement: /^(true|"Stryker was here!")$/,
    times: 2,
    why: 'only that it is there counts',
  },
  {
    in: 'shared/merchant/digest.ts',
    original: "''",
    why: 'any other text that is no digest does not verify either',
  },
  {
    in: 'shared/merchant/signature.ts',
    original: "'capital'",
    why: 'whatever is not camel is this one',
  },
  {
    in: 'shared/merchant/signature.ts',
    original: '/^(?:[A-Za-z\\d+/]|%2b|%2f){27}(?:=|%3d)$/i',
    replacement: '/^(?:[A-Za-z\\d+/]|%2b|%2f){27}(?:=|%3d)/i',
    why: 'what follows the padding is not read again either, so it does not come out as it went in',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(Object\.keys\(object\)\.length === members\.length|distinct && .*|first > blank && .*)$/,
    replacement: 'false',
    times: 3,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(first|last) < 0x7f$/,
    replacement: /^(first|last) <= 0x7f$/,
    times: 2,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/json-source.ts',
    original: /^(key\.length - 1|'\\\\')$/,
    times: 2,
    why: 'spares most bodies the slow look, which says the same',
  },
  {
    in: 'shared/sp/signature.ts',
    original: 'a.key < b.key',
    mutator: 'EqualityOperator',
    why: 'nothing is sorted that is there twice',
  },
  {
    in: 'shared/sp/signature.ts',
    original: 'source === previous',
    replacement: 'false',
    why: 'spares a hash that was made before',
  },
];
