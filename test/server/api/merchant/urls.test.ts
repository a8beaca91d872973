// Other methods and paths: refused in the words of this wire, too.
import { v2Body } from '../../../kit/merchant.ts';
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const signed = () =>
  v2Body(shop().key, 'user.coupon-new-status', { customerId: '1' }, { at: shop().clock.now() });

describe('another method', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'GET', 'OPTIONS'])('is refused: %s', async (method) => {
    expectRefusal(await shop().send(signed(), { method }), 'wrongMethod');
    const path = '/v3/crm/customer/customerConsume';
    expectRefusal(await shop().send(signed(), { method, path }), 'wrongMethod');
  });
});

describe('another path', () => {
  it.each([
    '/api/v2/',
    '/api/v2/user.coupon-new-status',
    '/v3',
    '/v3/crm/coupon',
    '/v3/crm/coupon/getCustomerCoupons/',
    '/v3/crm/coupon/getcustomercoupons',
    '/v3/crm/customer/../customer/customerConsume',
  ])('is refused: %s', async (path) => {
    expectRefusal(await shop().send(signed(), { path }), 'unknownAction');
    expectRefusal(await shop().send('', { path, method: 'GET' }), 'unknownAction');
  });

  it('may have a query, which nobody reads', async () => {
    expectRefusal(await shop().send(signed(), { path: '/api/v2?Action=none' }), 'customerNotFound');
  });

  it('elsewhere is not this wire’s', async () => {
    const { server } = shop();
    expect((await server.send('POST', '/api/v3', { body: signed() })).status).toBe(404);
    expect((await server.send('POST', '/API/V2', { body: signed() })).status).toBe(404);
  });
});
