// What was redeemed, or given back, as the command line shows it, with the coupons as they are now.
import type { Context } from '../context.ts';
import type { Coupon } from '../domain/coupon.ts';
import type { ReverseAnswer } from '../usecase/reverse.ts';
import type { Answer } from './command.ts';
import { couponAnswer } from './coupon-answer.ts';
import { fundsJson, fundsWords } from './funds.ts';
import { fields } from './output.ts';

interface Redeemed {
  readonly bizId: string;
  readonly coupons: readonly Coupon[];
}

/** Of one coupon. */
export async function redeemedAnswer(
  context: Context,
  { bizId, coupons: [coupon] }: Redeemed,
): Promise<Answer> {
  if (coupon === undefined) throw new Error(`what ${bizId} redeemed is gone`);
  const { json, text } = await couponAnswer(context, coupon);
  return {
    json: { biz_id: bizId, coupon: json },
    text: `${text}\n\nRedeemed with bizId ${bizId}; to take it back: reverse ${bizId}`,
  };
}

interface Reversed {
  readonly answer: ReverseAnswer;
  readonly again: boolean;
  readonly coupons: readonly Coupon[];
}

export async function reversedAnswer(
  context: Context,
  bizId: string,
  { answer: { couponIds, given }, again, coupons }: Reversed,
): Promise<Answer> {
  const shown = await Promise.all(coupons.map((coupon) => couponAnswer(context, coupon)));
  const givenBack = fields({
    bizId,
    'given back': again ? 'before: nothing was changed now' : 'now',
    coupons: couponIds.length === 0 ? 'none' : couponIds.join(', '),
    ...fundsWords(given),
  });
  return {
    json: {
      biz_id: bizId,
      again,
      given: { coupon_ids: couponIds, ...fundsJson(given) },
      coupons: shown.map(({ json }) => json),
    },
    text: [givenBack, ...shown.map(({ text }) => text)].join('\n\n'),
  };
}
