// X-Params-Sha256: who must send it, and that a wrong one is never let through.
import { signedCall } from '../../../../shared/merchant/call-body.ts';
import { type MerchantKey, newMerchant } from '../../../kit/merchant.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
let strict: MerchantKey;
beforeAll(async () => {
  strict = await newMerchant(shop().server.context, { needsDigest: true });
});

let nonces = 0;
function signed(key: MerchantKey, params: object) {
  nonces += 1;
  const stamp = { now: shop().clock.now(), nonce: String(nonces) };
  return signedCall(key, 'communal.user.consume', JSON.stringify(params), stamp, true);
}

async function consumeOf(amount: string) {
  const { customerId } = await shop().shopper({ rechargeFen: 1000 });
  return { bizId: shop().bizId(), customerId, amount };
}

describe('a credential that needs a digest', () => {
  it('accepts the right one', async () => {
    const { body, headers } = signed(strict, await consumeOf('1.00'));
    expectData('communal.user.consume', await shop().send(body, { headers }));
  });

  it.each([
    ['none', () => ({})],
    ['an empty one', () => ({ 'x-params-sha256': '' })],
    ['capitals', (digest: string) => ({ 'x-params-sha256': digest.toUpperCase() })],
    ['half of it', (digest: string) => ({ 'x-params-sha256': digest.slice(0, 32) })],
    ['it twice', (digest: string) => ({ 'x-params-sha256': [digest, digest] })],
    [
      'a wrong digit',
      (digest: string) => ({ 'x-params-sha256': digest.replace(/./, (one) => (one === '0' ? '1' : '0')) }),
    ],
  ])('refuses %s', async (_, change) => {
    const { body, headers } = signed(strict, await consumeOf('1.00'));
    const sent = { headers: change(headers['x-params-sha256'] ?? '') };
    expectRefusal(await shop().untouched(() => shop().send(body, sent)), 'badDigest');
  });

  it('refuses Params that were changed on the way', async () => {
    const { body, headers } = signed(strict, await consumeOf('1.00'));
    for (const changed of [body.replace('1.00', '9.00'), body.replace('"amount":', '"amount": ')])
      expectRefusal(await shop().untouched(() => shop().send(changed, { headers })), 'badDigest');
    expectData('communal.user.consume', await shop().send(body, { headers }));
  });

  it('refuses the digest of another call', async () => {
    const params = await consumeOf('1.00');
    const { headers } = signed(strict, params);
    const { body } = signed(strict, params);
    expectRefusal(await shop().untouched(() => shop().send(body, { headers })), 'badDigest');
  });
});

describe('a credential that needs no digest', () => {
  it('is held to one that it sends', async () => {
    const { body, headers } = signed(shop().key, await consumeOf('1.00'));
    const changed = body.replace('1.00', '9.00');
    expectRefusal(await shop().untouched(() => shop().send(changed, { headers })), 'badDigest');
    expectData('communal.user.consume', await shop().send(body, { headers }));
  });
});
