// coupon.off-coupon: what a scan code stands for. Asking redeems nothing, and a wrong code counts as a guess all the same.

import { MerchantError } from '../../../shared/merchant/codes.ts';
import { UseStatus } from '../../../shared/merchant/vocabulary.ts';
import { useStatusOf } from '../../domain/use-status.ts';
import { couponOf, type KnownCoupon } from '../../usecase/coupon-of.ts';
import { readScanCode } from '../../usecase/scan-code.ts';
import type { Handle } from './call.ts';
import { codeGuard } from './guard.ts';
import { benefitAmount } from './views.ts';

export const offCoupon: Handle<'coupon.off-coupon'> = async (deps, { tenantId, openId, params }) => {
  const { code, deviceSn } = params;
  const scanned = await readScanCode(deps.useCases, code, codeGuard(deps, openId, deviceSn));
  if (typeof scanned === 'string') throw new MerchantError(scanned);
  const known = await couponOf(deps.useCases, tenantId, scanned.couponId);
  if (known?.coupon.redeemHandle !== scanned.handle) throw new MerchantError('codeInvalid');
  return scannedView(known, code);
};

const states: Readonly<Record<UseStatus, number>> = {
  [UseStatus.unused]: 0,
  [UseStatus.redeemed]: 1,
  [UseStatus.frozen]: 2,
  // The documentation has no number for a coupon that is over; a till must not take it for unused.
  [UseStatus.ended]: 2,
  [UseStatus.deleted]: 2,
};

const seconds = (at: number): number => Math.floor(at / 1000);

function scannedView({ coupon, stock, stores, customer }: KnownCoupon, code: string) {
  const { amount, isDiscount } = benefitAmount(stock);
  const useStatus = useStatusOf(coupon);
  return {
    id: coupon.couponId,
    user_id: customer?.customerId ?? '',
    coupon_id: coupon.stockId,
    start_at: seconds(coupon.beginAt),
    end_at: seconds(coupon.endAt),
    status: states[useStatus],
    verify_code: code,
    created_at: seconds(coupon.receiveAt),
    is_lock: useStatus === UseStatus.unused || useStatus === UseStatus.redeemed ? 1 : 2,
    coupon: {
      id: coupon.stockId,
      title: stock.couponName,
      amount,
      coupon_type: isDiscount ? 1 : 0,
      min_amount_use: stock.benefit.transactionMinimumFen / 100,
      desc: stock.couponDesc,
      shop_range_type: stores.length === 0 ? 0 : 1,
    },
    useStatus,
  };
}
