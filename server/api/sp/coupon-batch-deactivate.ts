// 批量设置可用优惠券过期/失效 (sp §6): up to ten coupons, all of them or none.
import type { CouponBatchDeactivateAnswerData } from '../../../shared/sp/messages/coupon-batch-deactivate.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { BatchDecision } from '../../domain/deactivate.ts';
import { deactivateBatch } from '../../usecase/deactivate.ts';
import { deactivateOrder } from './deactivate-order.ts';
import type { Handle } from './signed-call.ts';

export const couponBatchDeactivate: Handle<'coupon.batch-deactivate'> = async (deps, call) => {
  const { useCases } = deps;
  const { request } = call;
  const { order } = await deactivateOrder(deps, call);
  const refs = request.coupons.map((coupon) => ({ stockId: coupon.stock_id, couponId: coupon.coupon_id }));
  return answerData(await deactivateBatch(useCases, order, refs));
};

/** Each coupon stands in the list of the state that it is in now. */
function answerData(decision: BatchDecision): CouponBatchDeactivateAnswerData {
  if (decision.kind === 'illegal') {
    return {
      illegal_coupons: decision.coupons.map(({ stockId, couponId, status }) => ({
        stock_id: stockId,
        coupon_id: couponId,
        coupon_status: status,
      })),
    };
  }
  const expired = decision.coupons.filter((coupon) => coupon.status === CouponStatus.expired);
  const invalid = decision.coupons.filter((coupon) => coupon.status === CouponStatus.invalid);
  return {
    ...(expired.length > 0 && {
      expire_coupons: expired.map((coupon) => ({ ...ref(coupon), expire_time: endTime(coupon) })),
    }),
    ...(invalid.length > 0 && {
      deactivate_coupons: invalid.map((coupon) => ({ ...ref(coupon), deactivate_time: endTime(coupon) })),
    }),
  };
}

const ref = (coupon: Coupon) => ({ stock_id: coupon.stockId, coupon_id: coupon.couponId });
const endTime = (coupon: Coupon): string => formatTime(coupon.endedAt ?? coupon.endAt);
