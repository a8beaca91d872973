// The common parameters: each is needed, none may be something else, and what they name must be there.
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const ask = (envelope: Readonly<Record<string, unknown>>) =>
  shop().untouched(() => shop().call('user.coupon-new-status', { customerId: '1' }, { envelope }));
const common = ['OpenId', 'GrantCode', 'Token', 'Timestamp', 'Nonce'];

describe('the envelope', () => {
  it.each([...common, 'Action'])('needs %s', async (name) => {
    const message = new RegExp(`^${name}: is required$`);
    expectRefusal(await ask({ [name]: undefined }), 'badEnvelope', message);
    expectRefusal(await ask({ [name]: null }), 'badEnvelope', message);
  });

  it.each(common)('wants text in %s', async (name) => {
    const message = new RegExp(`^${name}: `);
    for (const wrong of ['', ' ', {}, [], true, 'x'.repeat(200), 'a\u0000b', '\ud800'])
      expectRefusal(await ask({ [name]: wrong }), 'badEnvelope', message);
  });

  it('lets Params be left out', async () => {
    for (const Params of [undefined, null, '', [], {}])
      expectRefusal(await ask({ Params }), 'badParameter', /^customerId: is required$/);
  });

  it('wants an object in Params', async () => {
    for (const Params of [1, true, ['a']]) expectRefusal(await ask({ Params }), 'badEnvelope', /^Params: /);
    expectRefusal(await ask({ Params: 'text' }), 'badEnvelope', /^Params: is not JSON$/);
    expectRefusal(await ask({ Params: '{"a":1,"a":2}' }), 'badEnvelope', /twice$/);
  });

  it('reads Params out of a text', async () => {
    expectRefusal(await ask({ Params: '{"customerId":390962138708451328}' }), 'customerNotFound');
  });

  it.each(['', 'none', 'user.consume', 'toString', '__proto__', 'constructor', 'USER.COUPON-NEW-STATUS'])(
    'serves no action called "%s"',
    async (Action) => {
      const answer = await ask({ Action });
      if (Action === '') expectRefusal(answer, 'badEnvelope', /^Action: is required$/);
      else expectRefusal(answer, 'unknownAction');
    },
  );

  it('may hold more than is read', async () => {
    expectRefusal(await ask({ Version: '2', extra: { customerId: '2' } }), 'customerNotFound');
  });
});

describe('Params', () => {
  it('pollute nothing and stand in for nothing', async () => {
    const Params = JSON.parse(
      '{"__proto__":{"customerId":"1"},"constructor":{"prototype":{"customerId":"1"}}}',
    );
    expectRefusal(await ask({ Params }), 'badParameter', /^customerId: is required$/);
    expect({}).not.toHaveProperty('customerId');
  });

  it('name the account itself in channel, or none', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 300 });
    const consume = { bizId: shop().bizId(), customerId, amount: '1.00' };
    const other = { ...consume, channel: 'naixue2' };
    const answer = await shop().untouched(() => shop().call('communal.user.consume', other));
    expectRefusal(answer, 'wrongChannel');
    const own = await shop().call('communal.user.consume', { ...consume, channel: 'naixue' });
    expect(own.json.code).toBe(0);
  });
});
