// From what an operator hands in (the shape of /stock/rsync) to a stock, and what may be changed of one later.
import type { StockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { CouponType, StockStatus } from '../../shared/sp/vocabulary.ts';
import type { Benefit, Stock, StockTerms } from './stock.ts';

export interface NewStock {
  readonly tenantId: string;
  /** The channel's, where the input has none. */
  readonly appId: string;
  readonly now: number;
}

/** A new stock: not activated, whatever status the input carries. */
export function stockFromInput(input: StockInput, { tenantId, appId, now }: NewStock): Stock {
  return {
    ...termsFromInput(input),
    tenantId,
    stockId: input.stock_id,
    appChannelId: input.app_channel_id,
    appId: input.app_id ?? appId,
    createdAt: input.create_time ?? now,
    status: StockStatus.inactive,
    version: 1,
    syncedAt: undefined,
  };
}

export function termsFromInput(input: StockInput): StockTerms {
  return {
    stockName: input.stock_name,
    instructions: input.instructions,
    couponName: input.coupon_name,
    couponDesc: input.coupon_desc,
    benefit: benefitFromInput(input),
    maxCoupons: input.max_coupons,
    maxCouponsPerUser: input.max_coupons_per_user,
    beginAt: input.available_begin_time,
    endAt: input.available_end_time,
    bussClassify: input.buss_classify,
  };
}

function benefitFromInput(input: StockInput): Benefit {
  const { fixed_normal_coupon: fixed, cut_to_coupon: cutTo, discount_coupon: discount } = input;
  if (input.coupon_type === CouponType.fixedAmount && fixed !== undefined) {
    return {
      couponType: CouponType.fixedAmount,
      couponAmountFen: fixed.coupon_amount,
      transactionMinimumFen: fixed.transaction_minimum,
    };
  }
  if (input.coupon_type === CouponType.cutToPrice && cutTo !== undefined) {
    return {
      couponType: CouponType.cutToPrice,
      cutToPriceFen: cutTo.cut_to_price,
      transactionMinimumFen: cutTo.transaction_minimum,
    };
  }
  if (input.coupon_type === CouponType.discount && discount !== undefined) {
    return {
      couponType: CouponType.discount,
      discountAmountMaxFen: discount.discount_amount_max,
      discountPercent: discount.discount_percent,
      transactionMinimumFen: discount.transaction_minimum,
    };
  }
  // The schema asks for the object of the coupon's own type.
  throw new TypeError(`coupon_type ${input.coupon_type} without its object`);
}

export type WhyNotChangeable = 'stopped' | 'benefit-issued' | 'below-issued';

/** People hold coupons that say what they are worth: that cannot change any more, and no less can have been given out. */
export function whyNotChangeable(
  stock: Stock,
  terms: StockTerms,
  issued: number,
): WhyNotChangeable | undefined {
  if (stock.status === StockStatus.stopped) return 'stopped';
  if (issued > 0 && !sameBenefit(stock.benefit, terms.benefit)) return 'benefit-issued';
  return terms.maxCoupons < issued ? 'below-issued' : undefined;
}

function sameBenefit(a: Benefit, b: Benefit): boolean {
  const other: Record<string, unknown> = { ...b };
  // Each type has fields of its own, so those of one side are enough.
  return Object.entries(a).every(([field, value]) => other[field] === value);
}
