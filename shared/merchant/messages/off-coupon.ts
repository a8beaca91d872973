// coupon.off-coupon: what a scan code stands for; nothing is redeemed by asking.
import { z } from 'zod';
import { anObject, expected } from '../../sp/fields.ts';
import {
  answeredId,
  answeredInteger,
  answeredNumber,
  answeredText,
  optionalAnsweredInteger,
} from '../answer-fields.ts';
import { optionalText } from '../fields.ts';

const codeProblem = 'must be 20 digits';

export const offCouponParams = z.object({
  code: z.preprocess(
    withoutBlanks,
    z.string(expected('20 digits')).regex(/^\d{20}$/, { error: codeProblem }),
  ),
  deviceSn: optionalText(),
});

/** People who type a code type it in groups. No number can hold one: its digits come as text, however they were written. */
function withoutBlanks(value: string): unknown {
  return typeof value === 'string' ? value.replace(/\s/g, '') || undefined : value;
}

/** Times are epoch seconds. */
export const offCouponData = z.object(
  {
    id: answeredId,
    user_id: answeredText,
    coupon_id: answeredText,
    start_at: answeredInteger,
    end_at: answeredInteger,
    /** 0 unused, 1 used, 2 locked. */
    status: answeredInteger,
    verify_code: answeredText,
    created_at: answeredInteger,
    /** 1 free, 2 locked. */
    is_lock: optionalAnsweredInteger,
    coupon: z.object(
      {
        id: answeredText,
        title: answeredText,
        /** Yuan, or with coupon_type 1 the percentage that the customer pays. */
        amount: answeredText,
        /** 0 an amount off, 1 a discount. */
        coupon_type: answeredInteger,
        /** Yuan; 0 is no minimum. */
        min_amount_use: answeredNumber,
        desc: answeredText,
        /** 0 everywhere, 1 in named stores. */
        shop_range_type: answeredInteger,
      },
      anObject,
    ),
    /** Ours: the status that the other actions speak of. */
    useStatus: optionalAnsweredInteger,
  },
  anObject,
);
