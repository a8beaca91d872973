// communal.coupon.freeze and unfreeze, ours: a coupon held for one order while that is being paid.
import { z } from 'zod';
import { anObject, type Range, required } from '../../sp/fields.ts';
import { answeredId, answeredText } from '../answer-fields.ts';
import { optionalId, optionalInteger, requiredId } from '../fields.ts';

const secondsRange: Range = { min: 1, max: 86_400 };
const defaultSeconds = 600;

/** The coupon under either name, and the bizId that may redeem it meanwhile. */
const hold = z.object({ couponId: optionalId, cardId: optionalId, bizId: requiredId });

export const freezeParams = hold
  .extend({ seconds: optionalInteger(secondsRange).transform((seconds) => seconds ?? defaultSeconds) })
  .transform(({ bizId, seconds, ...names }, context) => ({
    couponId: namedCoupon(names, context),
    bizId,
    seconds,
  }));

export const unfreezeParams = hold.transform(({ bizId, ...names }, context) => ({
  couponId: namedCoupon(names, context),
  bizId,
}));

interface Names {
  readonly couponId?: string | undefined;
  readonly cardId?: string | undefined;
}

function namedCoupon(names: Names, context: z.core.$RefinementCtx): string {
  const { couponId = names.cardId, cardId = couponId } = names;
  if (couponId !== undefined && couponId === cardId) return couponId;
  const message = couponId === undefined ? required : 'is another one than cardId';
  context.issues.push({ code: 'custom', input: names, path: ['couponId'], message });
  return z.NEVER;
}

export const freezeData = z.object(
  { cardId: answeredId, bizId: answeredText, frozenUntil: answeredText },
  anObject,
);

export const unfreezeData = z.object({ cardId: answeredId }, anObject);
