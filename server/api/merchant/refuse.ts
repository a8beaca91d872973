// From a use case's refusal to the error that the till reads: what is wrong, and with which coupon.
import { MerchantError, type MerchantErrorKey, merchantErrors } from '../../../shared/merchant/codes.ts';
import type { ConsumeRefusal } from '../../domain/consume.ts';
import type { WhyRefused } from '../../usecase/consume.ts';

/** Mistakes of the request that only show once the coupons are known. */
const details = {
  couponTwice: 'couponsCardList: 同一张券出现了两次',
  ownersDiffer: 'customerId: 券属于不同用户,请指明用户',
} as const;

export function refusalError({ reason, couponId }: Omit<ConsumeRefusal<WhyRefused>, 'kind'>): MerchantError {
  if (reason === 'couponTwice' || reason === 'ownersDiffer')
    return new MerchantError('badParameter', details[reason]);
  const key: MerchantErrorKey = reason;
  return couponId === undefined
    ? new MerchantError(key)
    : new MerchantError(key, `${couponId}: ${merchantErrors[key].message}`);
}
