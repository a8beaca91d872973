// communal.coupon.freeze and unfreeze, ours: a coupon is kept for one bizId while the rest of the order is settled.
import { MerchantError } from '../../../shared/merchant/codes.ts';
import { formatShanghai } from '../../../shared/merchant/times.ts';
import { freezeCoupon, unfreezeCoupon } from '../../usecase/freeze.ts';
import type { Handle } from './call.ts';

export const freeze: Handle<'communal.coupon.freeze'> = async (
  { useCases },
  { tenantId, account, params },
) => {
  const { couponId, bizId, seconds } = params;
  const who = { tenantId, account, actor: account };
  const outcome = await freezeCoupon(useCases, { ...who, couponId, bizId, forMs: seconds * 1000 });
  if (outcome.kind === 'refused') throw new MerchantError(outcome.reason);
  const { hold } = outcome.coupon;
  return { cardId: couponId, bizId, frozenUntil: hold === undefined ? '' : formatShanghai(hold.untilAt) };
};

export const unfreeze: Handle<'communal.coupon.unfreeze'> = async (
  { useCases },
  { tenantId, account, params },
) => {
  const { couponId, bizId } = params;
  const outcome = await unfreezeCoupon(useCases, { tenantId, account, actor: account, couponId, bizId });
  if (outcome.kind === 'refused') throw new MerchantError(outcome.reason);
  return { cardId: couponId };
};
