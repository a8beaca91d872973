// The documents' own requests, letter for letter but for the time and the Token that goes with it.

import { signToken } from '../../../../shared/merchant/signature.ts';
import { newMerchant } from '../../../kit/merchant.ts';
import { consumeSample, newStatusSample, vector } from '../../../shared/merchant/samples.ts';
import { expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const { openKey } = vector;
const credential = { openId: '6dc05b4ac175cf316d226252b05cf685', grantCode: '782c281f62' };
beforeAll(() => newMerchant(shop().server.context, { ...credential, openKey }));

function signedNow(sample: string, nonce: string): string {
  const timestamp = String(Math.floor(shop().clock.now() / 1000));
  const token = encodeURIComponent(signToken(openKey, { ...credential, nonce, timestamp }));
  return sample
    .replace('1547186244', timestamp)
    .replace('658965', nonce)
    .replace('0%2B%2B3c6hthjwAml4ABAXOYF4Q6UY%3D', token);
}

describe('samples of the documents', () => {
  it('reads the query and knows no such customer', async () => {
    const answer = await shop().untouched(() => shop().send(signedNow(newStatusSample, '658965')));
    expectRefusal(answer, 'customerNotFound');
  });

  it('reads the consume and misses its fields', async () => {
    const answer = await shop().untouched(() => shop().send(signedNow(consumeSample, '658966')));
    expectRefusal(answer, 'badParameter', /^bizId: is required$/);
  });

  it.each([newStatusSample, consumeSample])('refuses the printed Token of %s', async (sample) => {
    expectRefusal(await shop().send(sample), 'badToken');
  });
});
