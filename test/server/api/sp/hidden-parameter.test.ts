// `a=1&b=2` is signed like an `a` of `1&b=2`: bodies in which one parameter has swallowed another, and honest ones that look a little like it.
import { sharedTestServer } from '../../../kit/server.ts';
import { signedCall } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const claim = { app_channel_id: 1, stock_id: 'test001', nonce: 'n', seq_id: 's' };
/** Signed as the caller meant it, and sent as somebody on the way has made it. */
const sent = (from: string, to: string, meant: object) => {
  const body = signedCall({ ...claim, user_code: 'u', request_id: 'r', ...meant });
  expect(body).toContain(from);
  return server().post('coupon.receive', body.replace(from, to));
};

describe('a parameter that has swallowed another', () => {
  it.each([
    ['a request_id', '"seq_id":"s"', '"x":1', '"request_id":"r"', '"request_id":"r&seq_id=s"'],
    ['an optional text', '"nonce":"n"', '"x":1', '"mobile_phone":"1"', '"mobile_phone":"1&nonce=n"'],
  ])('is refused: %s', async (_, gone, left, text, swallower) => {
    // The x that stands in its place is signed too, so that everything verifies.
    const meant = { mobile_phone: '1', x: 1 };
    const body = signedCall({ ...claim, user_code: 'u', request_id: 'r', ...meant });
    const changed = body.replace(`,${left}`, '').replace(gone, left).replace(text, swallower);
    expectRefusal(await server().post('coupon.receive', changed), 400005, /hides another/);
  });

  it('is refused in extra', async () => {
    const body = signedCall({ ...claim, user_code: 'u', request_id: 'r', extra: 'e', mobile_phone: '1' });
    const changed = body
      .replace(',"mobile_phone":"1"', '')
      .replace('"extra":"e"', '"extra":"e&mobile_phone=1"');
    expectRefusal(await server().post('coupon.receive', changed), 400005, /hides another/);
  });

  it('is refused in a key', async () => {
    const answer = await sent('"extra":"e","mobile_phone":', '"extra=e&mobile_phone":', {
      extra: 'e',
      mobile_phone: '1',
    });
    expectRefusal(answer, 400005, /hides another/);
  });
});

describe('an honest text with ampersands', () => {
  it.each([
    ['a query string', 'from=map&to=shop'],
    ['the name of a parameter that is there', 'a=1&stock_id=test001'],
    ['an ampersand alone', 'bread & butter'],
  ])('passes in extra: %s', async (_, extra) => {
    expectData('coupon.receive', await server().claim({ extra }));
  });

  it('passes where we do not know the field', async () => {
    expectData('coupon.receive', await server().claim({ note: 'a=1&b=2' }));
  });
});
