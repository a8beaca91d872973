// communal.coupon.coupon-detail: everything a till may know about one coupon.

import { MerchantError } from '../../../shared/merchant/codes.ts';
import { formatYuan } from '../../../shared/merchant/money.ts';
import { formatShanghai } from '../../../shared/merchant/times.ts';
import { readConsumeRef } from '../../domain/consume.ts';
import type { Coupon } from '../../domain/coupon.ts';
import { useStatusOf } from '../../domain/use-status.ts';
import { couponOf, type KnownCoupon } from '../../usecase/coupon-of.ts';
import type { Handle } from './call.ts';
import { benefitAmount, couponTypeCode, validityView } from './views.ts';

export const couponDetail: Handle<'communal.coupon.coupon-detail'> = async (
  { useCases },
  { tenantId, account, params: { userCouponCode } },
) => {
  const known = await couponOf(useCases, tenantId, userCouponCode);
  if (known === undefined) throw new MerchantError('couponNotFound');
  return detailView(known, account);
};

function detailView({ coupon, stock, stores, customer }: KnownCoupon, account: string) {
  const { amount, isDiscount } = benefitAmount(stock);
  return {
    id: coupon.couponId,
    templateId: coupon.stockId,
    title: stock.couponName,
    channel: account,
    customerId: customer?.customerId ?? '',
    createdAt: formatShanghai(coupon.receiveAt),
    gainTime: formatShanghai(coupon.receiveAt),
    ...validityView(coupon),
    useStatus: useStatusOf(coupon),
    useTime: coupon.usedAt === undefined ? '' : formatShanghai(coupon.usedAt),
    ...ownBizId(coupon, account),
    extra: coupon.extra ?? '',
    instructions: stock.instructions,
    couponType: couponTypeCode,
    ...(isDiscount ? { discount: amount } : { amount }),
    minAmount: formatYuan(stock.benefit.transactionMinimumFen),
    stores: [...stores],
    ...(coupon.hold === undefined ? {} : { frozenUntil: formatShanghai(coupon.hold.untilAt) }),
  };
}

/** Of the consume that redeemed it; another account's bizIds are its own. */
function ownBizId({ redeemedBy }: Coupon, account: string) {
  const consumed = readConsumeRef(redeemedBy);
  return consumed?.account === account ? { bizId: consumed.bizId } : {};
}
