// Stocks and coupons as the SP protocol writes them, for answers and callbacks alike (sp §5).
import { formatTime } from '../../shared/sp/times.ts';
import { CouponType } from '../../shared/sp/vocabulary.ts';
import type { Coupon } from './coupon.ts';
import type { Benefit, Stock } from './stock.ts';
import type { ChannelPolicies } from './tenant.ts';

type ViewPolicies = Pick<ChannelPolicies, 'cutToPrice'>;

/** Every field of /stock/rsync; the answer to a stock query has the same. */
export function stockView(stock: Stock, policies: ViewPolicies) {
  return {
    app_channel_id: stock.appChannelId,
    app_id: stock.appId,
    ...(stock.bussClassify === undefined ? {} : { buss_classify: stock.bussClassify }),
    stock_id: stock.stockId,
    stock_name: stock.stockName,
    instructions: stock.instructions,
    coupon_name: stock.couponName,
    coupon_desc: stock.couponDesc,
    ...benefitView(stock.benefit, policies),
    max_coupons: stock.maxCoupons,
    max_coupons_per_user: stock.maxCouponsPerUser,
    available_begin_time: formatTime(stock.beginAt),
    available_end_time: formatTime(stock.endAt),
    create_time: formatTime(stock.createdAt),
    stock_status: stock.status,
  };
}

export function stockStatusView(stock: Stock) {
  return { stock_id: stock.stockId, stock_status: stock.status };
}

/** What a claim answers; /coupon/rsync adds who owns it. */
export function claimedView(coupon: Coupon, stock: Stock, policies: ViewPolicies) {
  return {
    app_id: stock.appId,
    stock_id: coupon.stockId,
    coupon_id: coupon.couponId,
    ...benefitView(stock.benefit, policies),
    available_begin_time: formatTime(coupon.beginAt),
    available_end_time: formatTime(coupon.endAt),
    receive_time: formatTime(coupon.receiveAt),
    coupon_status: coupon.status,
  };
}

export function couponView(coupon: Coupon, stock: Stock, policies: ViewPolicies) {
  return {
    app_channel_id: stock.appChannelId,
    user_code: coupon.userCode,
    ...claimedView(coupon, stock, policies),
    ...(coupon.usedAt === undefined ? {} : { usage_time: formatTime(coupon.usedAt) }),
    ...(coupon.extra === undefined ? {} : { extra: coupon.extra }),
  };
}

export function couponStatusView(coupon: Coupon, stock: Stock) {
  return {
    app_channel_id: stock.appChannelId,
    user_code: coupon.userCode,
    stock_id: coupon.stockId,
    coupon_id: coupon.couponId,
    coupon_status: coupon.status,
    ...(coupon.usedAt === undefined ? {} : { usage_time: formatTime(coupon.usedAt) }),
    version: '1.0.1',
  };
}

/** Only the object of the coupon's own type. Type 2 has none in the document, so the channel's policy says what stands for it. */
function benefitView(benefit: Benefit, policies: ViewPolicies) {
  const { couponType: coupon_type, transactionMinimumFen: transaction_minimum } = benefit;
  if (benefit.couponType === CouponType.fixedAmount) {
    return {
      coupon_type,
      fixed_normal_coupon: { coupon_amount: benefit.couponAmountFen, transaction_minimum },
    };
  }
  if (benefit.couponType === CouponType.discount) {
    return {
      coupon_type,
      discount_coupon: {
        discount_amount_max: benefit.discountAmountMaxFen,
        discount_percent: benefit.discountPercent,
        transaction_minimum,
      },
    };
  }
  if (policies.cutToPrice === 'refuse') return { coupon_type };
  return { coupon_type, fixed_normal_coupon: { coupon_amount: benefit.cutToPriceFen, transaction_minimum } };
}
