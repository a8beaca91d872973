// From an operator's file to a stock, and which terms may change while people hold its coupons.
import { stockFromInput, termsFromInput, whyNotChangeable } from '../../../server/domain/stock-input.ts';
import { CouponType, StockStatus } from '../../../shared/sp/vocabulary.ts';
import { aStock, aStockInput, dayMs } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const newStock = { tenantId: 'demo', appId: 'wx-of-channel', now: noon };

describe('stockFromInput', () => {
  it('makes a stock that is not activated', () => {
    expect(stockFromInput(aStockInput({ buss_classify: 3 }), newStock)).toEqual(
      aStock({
        stockId: 'test002',
        appId: 'wx-of-channel',
        bussClassify: 3,
        createdAt: noon,
        status: StockStatus.inactive,
      }),
    );
  });

  it('takes app_id and create_time from the input first', () => {
    const input = aStockInput({ app_id: 'wx-own', create_time: noon - dayMs });
    expect(stockFromInput(input, newStock)).toMatchObject({ appId: 'wx-own', createdAt: noon - dayMs });
  });
});

describe('termsFromInput', () => {
  const fixed_normal_coupon = { coupon_amount: 1, transaction_minimum: 2 };
  const cut_to_coupon = { cut_to_price: 3, transaction_minimum: 4 };
  const discount_coupon = { discount_amount_max: 5, discount_percent: 66, transaction_minimum: 7 };
  const all = { fixed_normal_coupon, cut_to_coupon, discount_coupon };

  it.each([
    [1, { couponAmountFen: 1, transactionMinimumFen: 2 }],
    [2, { cutToPriceFen: 3, transactionMinimumFen: 4 }],
    [3, { discountAmountMaxFen: 5, discountPercent: 66, transactionMinimumFen: 7 }],
  ] as const)('reads the object of coupon_type %d alone', (coupon_type, benefit) => {
    expect(termsFromInput(aStockInput({ ...all, coupon_type })).benefit).toEqual({
      couponType: coupon_type,
      ...benefit,
    });
  });

  it.each([
    [2, { fixed_normal_coupon, discount_coupon }],
    [3, { fixed_normal_coupon, cut_to_coupon }],
  ] as const)('throws for coupon_type %d without its object', (coupon_type, others) => {
    expect(() => termsFromInput({ ...aStockInput(others), coupon_type })).toThrow(TypeError);
  });
});

describe('whyNotChangeable', () => {
  const terms = termsFromInput(aStockInput());
  const dearer = { ...terms, benefit: { ...aStock().benefit, transactionMinimumFen: 1 } };

  it('lets everything change before the first coupon', () => {
    const other = termsFromInput(
      aStockInput({
        coupon_type: CouponType.discount,
        discount_coupon: { discount_amount_max: 5, discount_percent: 66, transaction_minimum: 7 },
        max_coupons: 1,
      }),
    );
    expect(whyNotChangeable(aStock(), other, 0)).toBeUndefined();
  });

  it('keeps what issued coupons are worth', () => {
    expect(whyNotChangeable(aStock(), dearer, 1)).toBe('benefit-issued');
    expect(whyNotChangeable(aStock(), terms, 1)).toBeUndefined();
  });

  it('compares what a coupon is worth whatever the order of its fields', () => {
    const { couponType, ...amounts } = aStock().benefit;
    const benefit = { ...amounts, couponType } as typeof dearer.benefit;
    expect(whyNotChangeable(aStock(), { ...terms, benefit }, 1)).toBeUndefined();
  });

  it('lets texts, limits and validity change afterwards', () => {
    const changed = {
      ...terms,
      couponName: '新名称',
      maxCoupons: 1,
      maxCouponsPerUser: 9,
      endAt: noon + 9 * dayMs,
    };
    expect(whyNotChangeable(aStock(), changed, 1)).toBeUndefined();
  });

  it('keeps as many coupons as were issued', () => {
    expect(whyNotChangeable(aStock(), { ...terms, maxCoupons: 7 }, 7)).toBeUndefined();
    expect(whyNotChangeable(aStock(), { ...terms, maxCoupons: 6 }, 7)).toBe('below-issued');
  });

  it('changes nothing of a stopped stock', () => {
    expect(whyNotChangeable(aStock({ status: StockStatus.stopped }), terms, 0)).toBe('stopped');
  });
});
