// Every field of every interface, wrong in every way: the answer names it (sp §5).
import { type InboundName, spInterfaces } from '../../../../shared/sp/interfaces.ts';
import { sharedTestServer } from '../../../kit/server.ts';
import { type Parameters, raw } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();

const owner = { app_channel_id: 1, user_code: 'u', mobile_phone: '13911112222' };
const coupon = { stock_id: 'test001', coupon_id: '1' };
const whole: Record<InboundName, Parameters> = {
  'stock.query': { stock_id: 'test001', extra: 'x' },
  'coupon.receive': { ...owner, stock_id: 'test001', request_id: 'r', extra: 'x' },
  'coupon.deactivate': { ...owner, ...coupon, coupon_status: 3, reason: 'x', extra: 'x' },
  'coupon.batch-deactivate': { ...owner, coupons: [coupon], coupon_status: 3, reason: 'x', extra: 'x' },
};

const noText = [5, 0, true, raw('1e400'), raw('9007199254740993'), '\ud800', 'a\udc00b', 'a\0b'];
const long = (max: number) => [
  'x'.repeat(max + 1),
  '批'.repeat(max + 1),
  '😀'.repeat(max + 1),
  'x'.repeat(9_999),
];
const id = (max: number) => [
  ...[undefined, null, '', ' ', '\t', '\u3000', 'a\nb', 'a\u007fb', 'a\u0085b', '\u001b[31m', [], {}, ['x']],
  ...noText,
  ...long(max),
];
const optionalText = (max: number) => [[], {}, ['x'], ...noText, ...long(max)];
const integer = [
  ...[undefined, null, '', ' ', 'one', '1.5', '1e3', '0x1', '+1', '--1', [], [1], {}, true, false],
  ...[1.5, -1, '-1', 2_147_483_648, '2147483648', '9'.repeat(20), '9'.repeat(400)],
  ...[raw('1e400'), raw('-1e400'), raw('9007199254740993'), raw('1e-7')],
];
const target = [undefined, null, '', 0, 1, 2, 5, -3, 3.5, '1', '5', 'three', [], [3], {}, true, raw('1e400')];
const ref = (field: string, value: unknown) => [{ ...coupon, [field]: value }];
const couponLists = [
  ...[undefined, null, '', 'x', 5, {}, true, [], [null], [5], ['1'], [[]], [{}]],
  Array.from({ length: 11 }, (_, n) => ({ ...coupon, coupon_id: `${n}` })),
  Array.from({ length: 11 }, () => coupon),
  ...[undefined, null, '', 5, [], 'x'.repeat(31), 'a\0b', '\ud800'].map((value) => ref('stock_id', value)),
  ...[undefined, null, '', 5, {}, 'x'.repeat(33), 'a\nb', 'a\0b', '\udc00'].map((value) =>
    ref('coupon_id', value),
  ),
  [coupon, { ...coupon, coupon_id: 7 }],
];

const wrong: Record<string, readonly unknown[]> = {
  app_channel_id: integer,
  user_code: id(32),
  mobile_phone: optionalText(512),
  stock_id: id(30),
  request_id: id(32),
  coupon_id: id(32),
  coupon_status: target,
  coupons: couponLists,
  reason: [5, true, [], {}, 'a\0b', '\ud800'],
  // An object is kept as its JSON text, so only its length can be wrong.
  extra: [...noText, ...long(128), { a: 'x'.repeat(128) }],
};

const names = Object.keys(whole) as InboundName[];
const fields = names.flatMap((name) =>
  Object.keys(spInterfaces[name].request.shape).map((field) => [name, field] as const),
);

afterEach(async () => {
  expectData('coupon.receive', await server().claim());
});

describe('a wrong field', () => {
  it.each(fields)('%s %s is named in the refusal', async (name, field) => {
    const values = wrong[field] ?? [];
    expect(values.length).toBeGreaterThan(5);
    for (const value of values) {
      const answer = await server().call(name, { ...whole[name], [field]: value });
      expect({ value, ...answer.json }).toMatchObject({ value, code: 400000 });
      expectRefusal(answer, 400000, new RegExp(`^${field}[:[]`));
    }
  });

  it('inside a list is named with its place', async () => {
    const coupons = [coupon, { ...coupon, coupon_id: '' }];
    const answer = await server().call('coupon.batch-deactivate', {
      ...whole['coupon.batch-deactivate'],
      coupons,
    });
    expectRefusal(answer, 400000, 'coupons[1].coupon_id: must be 1 to 32 characters');
  });
});

describe('a field as long as allowed', () => {
  const longest: [string, number][] = [
    ['user_code', 32],
    ['request_id', 32],
    ['extra', 128],
    ['mobile_phone', 512],
  ];

  it.each(longest)('%s takes %p characters of any kind', async (field, max) => {
    for (const character of ['x', '批', '😀']) {
      expectData('coupon.receive', await server().claim({ [field]: character.repeat(max) }));
    }
  });

  it('stock_id of 30 characters is looked for', async () => {
    const stock_id = '😀'.repeat(30);
    expectRefusal(await server().call('stock.query', { stock_id }), 410001, /^stock not found$/);
  });

  it('coupon_id of 32 characters is looked for', async () => {
    const parameters = { ...whole['coupon.deactivate'], coupon_id: '😀'.repeat(32) };
    expectRefusal(await server().call('coupon.deactivate', parameters), 410101, /^coupon not found$/);
  });

  it('reason may be longer than that', async () => {
    const { coupon_id } = expectData('coupon.receive', await server().claim({ user_code: 'talkative' }));
    const order = {
      ...whole['coupon.deactivate'],
      user_code: 'talkative',
      coupon_id,
      reason: '😀'.repeat(500),
    };
    expectData('coupon.deactivate', await server().call('coupon.deactivate', order));
  });
});

describe('an optional field', () => {
  it.each([undefined, null, ''])('may be %p', async (value) => {
    const parameters = { mobile_phone: value, extra: value };
    expectData('coupon.receive', await server().claim(parameters));
  });
});
