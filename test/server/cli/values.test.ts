// How arguments are read.
import {
  callbackPath,
  duration,
  ipRange,
  pairs,
  phoneNumber,
  repeated,
  wholeNumber,
} from '../../../server/cli/values.ts';

it.each([
  ['0', 0],
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('reads the duration %s', (text, ms) => expect(duration(text)).toBe(ms));

it.each(['', '5', '1.5h', '-1h', '9w', '400d', 'h'])('refuses the duration "%s"', (text) =>
  expect(() => duration(text)).toThrow('such as'),
);

it('collects pairs by their names', () => {
  const read = pairs(['a', 'b'], wholeNumber(1, 9));
  expect(read('b=2', read('a=1'))).toEqual({ a: 1, b: 2 });
  expect(() => read('c=1')).toThrow('one of a, b');
  expect(() => read('a')).toThrow('name=value');
  expect(() => read('a=10')).toThrow('from 1 to 9');
});

it.each(['10.0.0.1', '10.0.0.0/8', '2001:db8::1', '2001:db8::/32', '::1'])('reads the range %s', (text) =>
  expect(ipRange(text)).toBe(text),
);

it.each(['', '10', '0x7f.1', '010.0.0.1', '10.0.0.0/33', '10.0.0.0/', '::/129', 'till.example', '10.0.0.1 '])(
  'refuses the range "%s"',
  (text) => expect(() => ipRange(text)).toThrow('10.1.0.0/16'),
);

it('collects an option that is repeated', () => {
  const read = repeated(wholeNumber(1, 9));
  expect(read('2', read('1'))).toEqual([1, 2]);
  expect(() => read('10', [1])).toThrow('from 1 to 9');
});

it('reads only phones and paths that can be sent', () => {
  expect(phoneNumber('13911112222')).toBe('13911112222');
  expect(() => phoneNumber('12345')).toThrow('11 digits');
  expect(callbackPath('/a/b')).toBe('/a/b');
  expect(() => callbackPath('a?b')).toThrow('begin with /');
});
