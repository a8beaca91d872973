// The addresses that a credential may be used from, as the proxy that we believe tells them.
import { type MerchantKey, newMerchant } from '../../../kit/merchant.ts';
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop({ env: { TRUST_PROXY: '127.0.0.1' } });
const direct = sharedShop();
let key: MerchantKey;
beforeAll(async () => {
  const allowedIps = ['203.0.113.7', '198.51.100.0/24', '2001:db8::/32'];
  key = await newMerchant(shop().server.context, { allowedIps });
});

const from = (address: string) =>
  shop().untouched(() =>
    shop().call(
      'user.coupon-new-status',
      { customerId: '1' },
      { key, headers: { 'x-forwarded-for': address } },
    ),
  );

describe('a credential for some addresses', () => {
  it.each([
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '198.51.100.0',
    '198.51.100.255',
    '2001:db8::1',
    '2001:DB8:0:0::ffff',
    '192.0.2.1, 203.0.113.7',
  ])('is good from %s', async (address) => {
    expectRefusal(await from(address), 'customerNotFound');
  });

  it.each([
    '203.0.113.8',
    '198.51.101.0',
    '::ffff:198.51.101.0',
    '2001:db9::1',
    '203.0.113.7, 192.0.2.1',
    '203.0.113.7:443',
    'unknown',
    '0xcb.0.113.7',
    '203.0.113.7/32',
    '',
  ])('is refused from %s', async (address) => {
    expectRefusal(await from(address), 'ipNotAllowed');
  });

  it('refuses who calls without a proxy', async () => {
    expectRefusal(await shop().call('user.coupon-new-status', { customerId: '1' }, { key }), 'ipNotAllowed');
  });

  it('says a wrong Token first', async () => {
    const wrong = { ...key, openKey: 'another' };
    const answer = await shop().call('user.coupon-new-status', { customerId: '1' }, { key: wrong });
    expectRefusal(answer, 'badToken');
  });

  it('does not believe the header of just anybody', async () => {
    const { context } = direct().server;
    const theirs = await newMerchant(context, { allowedIps: ['203.0.113.7'] });
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const answer = await direct().call(
      'user.coupon-new-status',
      { customerId: '1' },
      { key: theirs, headers },
    );
    expectRefusal(answer, 'ipNotAllowed');
    const local = await newMerchant(context, { allowedIps: ['127.0.0.0/8'] });
    const near = await direct().call('user.coupon-new-status', { customerId: '1' }, { key: local, headers });
    expectRefusal(near, 'customerNotFound');
  });
});
