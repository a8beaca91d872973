// THE table against the list of actions to serve.
import { merchantActions } from '../../../shared/merchant/actions.ts';
import { readBody } from '../../../shared/merchant/source.ts';
import { UseStatus } from '../../../shared/merchant/vocabulary.ts';
import { readParams } from './read.ts';
import { consumeSample, newStatusSample } from './samples.ts';

describe('merchantActions', () => {
  it('has the actions to serve, with their V3 paths', () => {
    expect(Object.entries(merchantActions).map(([name, { v3Path, ours }]) => [name, v3Path, ours])).toEqual([
      ['user.coupon-new-status', '/v3/crm/coupon/getCustomerCoupons', undefined],
      ['communal.user.consume', '/v3/crm/customer/customerConsume', undefined],
      ['communal.user.consume-reverse', '/v3/crm/customer/consumeReverse', undefined],
      ['communal.user.coupons-vertify', '/v3/crm/coupon/writeOffCoupon', undefined],
      ['communal.coupon.coupon-reverse', '/v3/crm/coupon/couponReverse', true],
      ['coupon.off-coupon', undefined, undefined],
      ['communal.coupon.coupon-detail', undefined, undefined],
      ['communal.coupon.freeze', undefined, true],
      ['communal.coupon.unfreeze', undefined, true],
    ]);
  });

  it('names every action in both languages', () => {
    for (const { title, titleZh } of Object.values(merchantActions)) {
      expect(title).toMatch(/^[a-z ]{7,}$/);
      expect(titleZh).toMatch(/^\p{Script=Han}/u);
    }
  });

  it('reads the Params of the documents’ samples', () => {
    expect(readParams('user.coupon-new-status', readBody(newStatusSample).params)).toEqual({
      customerId: '383933091455959041',
      cardId: '390913445498200065',
    });
    expect(readParams('communal.user.consume', readBody(consumeSample).params)).toBe('bizId: is required');
  });

  it('knows the states of the documents', () => {
    expect(UseStatus).toEqual({ unused: 0, redeemed: 1, frozen: 2, ended: 6, deleted: 7 });
  });
});
