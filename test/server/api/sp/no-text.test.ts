// NUL and halves of surrogate pairs, which JSON can say and a database cannot keep: refused or harmless wherever they stand, on every engine.
import { sharedTestServer } from '../../../kit/server.ts';
import { raw } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();

const noText = [
  ['NUL', raw('"a\\u0000b"')],
  ['a high surrogate', raw('"a\\ud800b"')],
  ['a low surrogate', raw('"a\\udc00b"')],
] as const;

describe.each(noText)('%s', (_, value) => {
  it.each(['user_code', 'request_id', 'stock_id', 'extra', 'mobile_phone'])(
    'in %s is a bad parameter',
    async (field) => {
      const answer = await server().claim({ [field]: value });
      expectRefusal(answer, 400000, new RegExp(`^${field}: `));
    },
  );

  it.each(['api_key', 'sign'])('in %s is nobody we know', async (field) => {
    const { status, json } = await server().claim({ [field]: value });
    expect([status, json.code]).toEqual([200, field === 'sign' ? 400005 : 400003]);
  });

  it.each(['seq_id', 'nonce', 'something_else'])('in %s disturbs nobody', async (field) => {
    const { status, json } = await server().claim({ [field]: value });
    expect([status, json.code]).toEqual([200, 0]);
  });

  it('inside an object is kept as its escape', async () => {
    const parameters = { extra: raw(`{"a":${value.text}}`), user_code: 'escaped', request_id: 'escaped' };
    const claimed = expectData('coupon.receive', await server().claim(parameters));
    expect(expectData('coupon.receive', await server().claim(parameters))).toEqual(claimed);
  });
});
