// user.coupon-new-status: a customer's coupons, newest first, or one of them.

import { MerchantError } from '../../../shared/merchant/codes.ts';
import { formatShanghai } from '../../../shared/merchant/times.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { Stock } from '../../domain/stock.ts';
import { useStatusOf } from '../../domain/use-status.ts';
import { customerCoupons, type OwnedCoupon } from '../../usecase/customer-coupons.ts';
import type { Handle } from './call.ts';
import { couponTypeCode, validityView } from './views.ts';

const listed = 200;

export const couponNewStatus: Handle<'user.coupon-new-status'> = async (
  { useCases },
  { tenantId, account, params },
) => {
  const { customerId, cardId, useStatus } = params;
  const found = await customerCoupons(useCases, {
    tenantId,
    customerId,
    couponId: cardId,
    useStatus,
    limit: listed,
  });
  if (found === undefined) throw new MerchantError('customerNotFound');
  const views = found.map(({ coupon, stock }) => view(coupon, stock, { account, customerId }));
  const [first] = views;
  if (first === undefined) throw new MerchantError('couponNotFound');
  return cardId === undefined ? views : first;
};

function view(coupon: OwnedCoupon['coupon'], stock: Stock, by: { account: string; customerId: string }) {
  return {
    ...validityView(coupon),
    cardId: coupon.couponId,
    channel: by.account,
    couponId: coupon.stockId,
    couponType: couponTypeCode,
    createdAt: formatShanghai(coupon.receiveAt),
    customerId: by.customerId,
    title: stock.couponName,
    updatedAt: formatShanghai(changedAt(coupon)),
    useStatus: useStatusOf(coupon),
    templateId: coupon.stockId,
    extra: coupon.extra ?? '',
  };
}

const changedAt = ({ usedAt, endedAt, receiveAt }: Coupon): number => usedAt ?? endedAt ?? receiveAt;
