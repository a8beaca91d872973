// Coupons and offers as the plugin shows them.
import type { BenefitView, CouponView, OfferView } from '../../../shared/plugin/messages/views.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { Benefit, Stock } from '../../domain/stock.ts';
import type { WalletCoupon } from '../../usecase/plugin-coupons.ts';
import type { Offer } from '../../usecase/plugin-offers.ts';

export function couponView({ coupon, stock }: WalletCoupon, now: number, usedIn?: string): CouponView {
  return {
    couponId: coupon.couponId,
    stockId: coupon.stockId,
    ...termsView(stock),
    beginAt: coupon.beginAt,
    endAt: coupon.endAt,
    state: stateOf(coupon, now),
    version: coupon.version,
    ...(coupon.usedAt !== undefined && { usedAt: coupon.usedAt }),
    ...(usedIn !== undefined && { usedIn }),
    ...(coupon.endedAt !== undefined && { endedAt: coupon.endedAt }),
  };
}

export function offerView({ stock, state, mine, couponId, ticket }: Offer): OfferView {
  return {
    stockId: stock.stockId,
    ...termsView(stock),
    beginAt: stock.beginAt,
    endAt: stock.endAt,
    state,
    mine,
    limit: stock.maxCouponsPerUser,
    ...(couponId !== undefined && { couponId }),
    ...(ticket !== undefined && { ticket }),
  };
}

function termsView(stock: Stock) {
  return {
    name: stock.couponName,
    description: stock.couponDesc,
    instructions: stock.instructions,
    benefit: benefitView(stock.benefit),
  };
}

function benefitView(benefit: Benefit): BenefitView {
  const minimumFen = benefit.transactionMinimumFen;
  if ('couponAmountFen' in benefit) return { kind: 'amount', amountFen: benefit.couponAmountFen, minimumFen };
  if ('cutToPriceFen' in benefit) return { kind: 'cut-to', priceFen: benefit.cutToPriceFen, minimumFen };
  const { discountPercent: percent, discountAmountMaxFen: maximumFen } = benefit;
  return { kind: 'discount', percent, maximumFen, minimumFen };
}

function stateOf({ status, hold, beginAt }: Coupon, now: number): CouponView['state'] {
  if (status === CouponStatus.used) return 'used';
  if (status === CouponStatus.expired) return 'expired';
  if (status === CouponStatus.invalid) return 'invalid';
  if (hold !== undefined) return 'frozen';
  return now < beginAt ? 'not-begun' : 'available';
}
