// The Timestamp: five minutes to either side of now.
import { signToken } from '../../../../shared/merchant/signature.ts';
import { createClock } from '../../../kit/clock.ts';
import { startTestServer } from '../../../kit/server.ts';
import { expectRefusal } from './expect.ts';
import { openShop, sharedShop } from './shop.ts';

const shop = sharedShop();
const at = (ms: number) =>
  shop().untouched(() =>
    shop().call('user.coupon-new-status', { customerId: '1' }, { at: shop().clock.now() + ms }),
  );

describe('the Timestamp', () => {
  it.each([-300_000, -1_000, 0, 300_000])('may be %p ms off', async (ms) => {
    expectRefusal(await at(ms), 'customerNotFound');
  });

  it.each([-301_000, 301_000, -86_400_000, 86_400_000])('may not be %p ms off', async (ms) => {
    expectRefusal(await at(ms), 'staleRequest');
  });

  it.each(['0', '1547186244', '9999999999', '1768449600000000', 'now', '-1768449600', '1.7e9'])(
    'may not be %s',
    async (Timestamp) => {
      const { nonce, ...rest } = { nonce: '5', openId: shop().key.openId, grantCode: shop().key.grantCode };
      const Token = signToken(shop().key.openKey, { ...rest, nonce, timestamp: Timestamp });
      const answer = await shop().call(
        'user.coupon-new-status',
        {},
        { nonce, envelope: { Timestamp, Token } },
      );
      expectRefusal(answer, /^\d{10}$|^\d{13}$/.test(Timestamp) ? 'staleRequest' : 'badEnvelope', /./);
    },
  );

  it('may come in milliseconds', async () => {
    const { openId, grantCode, openKey } = shop().key;
    const Timestamp = String(shop().clock.now());
    const Token = signToken(openKey, { openId, grantCode, nonce: '6', timestamp: Timestamp });
    const envelope = { Timestamp, Token };
    const answer = await shop().call('user.coupon-new-status', { customerId: '1' }, { nonce: '6', envelope });
    expectRefusal(answer, 'customerNotFound');
  });

  it('has the window that the settings say', async () => {
    const clock = createClock();
    const server = await startTestServer({ now: clock.now, env: { TIMESTAMP_WINDOW_SECONDS: '5' } });
    const narrow = await openShop(server, clock);
    const call = (ms: number) =>
      narrow.call('user.coupon-new-status', { customerId: '1' }, { at: clock.now() - ms });
    expectRefusal(await call(5_000), 'customerNotFound');
    expectRefusal(await call(6_000), 'staleRequest');
  });

  it('of a refused call leaves its Token unused', async () => {
    const nonce = '424242';
    const later = { nonce, at: shop().clock.now() + 400_000 };
    expectRefusal(await shop().call('user.coupon-new-status', { customerId: '1' }, later), 'staleRequest');
    await shop().pass(400_000);
    expectRefusal(
      await shop().call('user.coupon-new-status', { customerId: '2' }, later),
      'customerNotFound',
    );
  });
});
