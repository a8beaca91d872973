// The documents' own requests, letter for letter, blanks in keys included.
import { sharedTestServer } from '../../../kit/server.ts';
import { signText } from '../../../kit/signed.ts';
import { requestSamples } from '../../../shared/sp/samples.ts';
import { expectData, expectRefusal } from './expect.ts';

const server = sharedTestServer();
const inbound = ['stock.query', 'coupon.receive', 'coupon.deactivate', 'coupon.batch-deactivate'] as const;

/** As it stands but for the time, and the coupon that only the server can name. */
const sent = (name: (typeof inbound)[number], couponId = '123456789'): string =>
  requestSamples[name]
    .replace('"1572342076"', `"${Math.floor(Date.now() / 1000)}"`)
    .replace('"coupon_id": "123456789"', `"coupon_id": "${couponId}"`);

const claimSample = async () =>
  expectData('coupon.receive', await server().post('coupon.receive', signText(sent('coupon.receive'))));

describe('samples of the documents', () => {
  it('answers the stock query with the stock', async () => {
    const answer = await server().post('stock.query', signText(sent('stock.query')));
    expect(expectData('stock.query', answer)).toMatchObject({
      stock_id: 'test001',
      app_channel_id: 1,
      stock_status: 3,
    });
  });

  it('answers the claim with a coupon', async () => {
    expect(await claimSample()).toMatchObject({
      stock_id: 'test001',
      coupon_status: 1,
      app_id: 'wx1111111111',
    });
  });

  it('takes the claimed coupon back', async () => {
    const { coupon_id } = await claimSample();
    const answer = await server().post('coupon.deactivate', signText(sent('coupon.deactivate', coupon_id)));
    expectData('coupon.deactivate', answer);
    expect(await claimSample()).toMatchObject({ coupon_id, coupon_status: 3 });
  });

  it('reads the blank in a batch key', async () => {
    const { coupon_id } = await claimSample();
    const text = sent('coupon.batch-deactivate', coupon_id);
    expect(text).toContain('"app_channel_id "');
    const data = expectData(
      'coupon.batch-deactivate',
      await server().post('coupon.batch-deactivate', signText(text)),
    );
    expect(data).toEqual({ expire_coupons: [expect.objectContaining({ stock_id: 'test001', coupon_id })] });
  });

  it.each(inbound)('refuses %s with its printed sign', async (name) => {
    expectRefusal(await server().post(name, sent(name)), 400005, /^sign: /);
  });

  it.each(inbound)('refuses %s with its printed timestamp', async (name) => {
    expectRefusal(await server().post(name, signText(requestSamples[name])), 400004, /^timestamp: /);
  });
});
