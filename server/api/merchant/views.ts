// Coupons and funds as the merchant wire writes them.
import { formatYuan } from '../../../shared/merchant/money.ts';
import { formatShanghai } from '../../../shared/merchant/times.ts';
import type { Coupon } from '../../domain/coupon.ts';
import type { Stock } from '../../domain/stock.ts';
import type { Funds } from '../../domain/wallet.ts';

const noFunds: Funds = { rechargeFen: 0, giftFen: 0, points: 0 };

/** What a wallet holds now, and what was moved; nobody's wallet holds nothing. */
export function fundsView(after: Funds | undefined, moved: Funds) {
  const { rechargeFen, giftFen } = after ?? noFunds;
  return {
    gift_amount: formatYuan(giftFen),
    recharge_amount: formatYuan(rechargeFen),
    total_amount: formatYuan(rechargeFen + giftFen),
    change_gift_amount: formatYuan(moved.giftFen),
    change_recharge_amount: formatYuan(moved.rechargeFen),
  };
}

/** 现金券/折扣券: all three types of ours are that. */
export const couponTypeCode = '0';

/** The two members that every view of a coupon has of its times. */
export function validityView({ beginAt, endAt }: Coupon) {
  return { beginAt: formatShanghai(beginAt), endAt: formatShanghai(endAt) };
}

/** An amount in yuan, or what is paid in percent. */
export function benefitAmount({ benefit }: Stock): { readonly amount: string; readonly isDiscount: boolean } {
  if ('discountPercent' in benefit) return { amount: String(benefit.discountPercent), isDiscount: true };
  const fen = 'couponAmountFen' in benefit ? benefit.couponAmountFen : benefit.cutToPriceFen;
  return { amount: formatYuan(fen), isDiscount: false };
}
