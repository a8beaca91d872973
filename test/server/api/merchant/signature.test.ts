// The Token: which texts of it are good, and that nothing else than the credential's own key makes one.
import { createHmac } from 'node:crypto';
import { signingSource, signToken } from '../../../../shared/merchant/signature.ts';
import { vector } from '../../../shared/merchant/samples.ts';
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
let nonces = 0;

const newParts = () => {
  nonces += 1;
  const { openId, grantCode } = shop().key;
  const timestamp = String(Math.floor(shop().clock.now() / 1000));
  return { openId, grantCode, timestamp, nonce: String(nonces) };
};

/** A call with this Token. What follows a good one is that there is no such customer. */
const ask = (nonce: string, Token: unknown) =>
  shop().call('user.coupon-new-status', { customerId: '1' }, { nonce, envelope: { Token } });

/** Tokens with a plus and a slash in them, so that each spelling differs. */
function signed() {
  for (;;) {
    const parts = newParts();
    const token = signToken(shop().key.openKey, parts);
    if (/\+/.test(token) && /\//.test(token)) return { nonce: parts.nonce, token };
  }
}

const lowerEscapes = (text: string) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());

describe('a Token', () => {
  it.each([
    ['raw', (token: string) => token],
    ['url-encoded', encodeURIComponent],
    ['url-encoded in lower case', lowerEscapes],
    ['url-encoded but for the slash', (token: string) => encodeURIComponent(token).replaceAll('%2F', '/')],
  ])('is accepted %s', async (_, spell) => {
    const { nonce, token } = signed();
    expectRefusal(await ask(nonce, spell(token)), 'customerNotFound');
  });

  it.each([
    ['in lower case', (token: string) => token.toLowerCase()],
    ['encoded twice', (token: string) => encodeURIComponent(encodeURIComponent(token))],
    ['with blanks for its plus signs', (token: string) => token.replaceAll('+', ' ')],
    ['in the alphabet for URLs', (token: string) => token.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', (token: string) => token.replace('=', '')],
    ['in hexadecimal', (token: string) => Buffer.from(token, 'base64').toString('hex')],
    ['cut short', (token: string) => token.slice(0, 10)],
    ['with a letter changed', (token: string) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
  ])('is refused %s', async (_, spell) => {
    const { nonce, token } = signed();
    expectRefusal(await ask(nonce, spell(token)), 'badToken');
  });

  it('may be signed over names in capitals', async () => {
    const parts = newParts();
    const hmac = createHmac('sha1', shop().key.openKey).update(signingSource(parts, 'capital'));
    expectRefusal(await ask(parts.nonce, hmac.digest('base64')), 'customerNotFound');
  });

  it('may be the same text of numbers', async () => {
    const parts = newParts();
    const token = signToken(shop().key.openKey, parts);
    const envelope = { Token: token, Nonce: Number(parts.nonce), Timestamp: Number(parts.timestamp) };
    expectRefusal(
      await shop().call('user.coupon-new-status', { customerId: '1' }, { envelope }),
      'customerNotFound',
    );
  });

  it('of one nonce is none for another', async () => {
    const { token } = signed();
    expectRefusal(await ask('77', token), 'badToken');
  });

  it('by another key is refused', async () => {
    const key = { ...shop().key, openKey: vector.openKey };
    const params = { bizId: shop().bizId(), customerId: '1', amount: '1.00' };
    const answer = await shop().untouched(() => shop().call('communal.user.consume', params, { key }));
    expectRefusal(answer, 'badToken');
  });

  it('with another GrantCode is refused, signed or not', async () => {
    const key = { ...shop().key, grantCode: '0123456789' };
    expectRefusal(await shop().call('user.coupon-new-status', { customerId: '1' }, { key }), 'badToken');
    const envelope = { GrantCode: '0123456789' };
    expectRefusal(await shop().call('user.coupon-new-status', { customerId: '1' }, { envelope }), 'badToken');
  });

  it('of an unknown OpenId is refused as that', async () => {
    const key = { ...shop().key, openId: 'nobody' };
    expectRefusal(await shop().call('user.coupon-new-status', { customerId: '1' }, { key }), 'unknownOpenId');
  });
});
