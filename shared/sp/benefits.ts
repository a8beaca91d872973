// What a coupon is worth: one sub-object per coupon type (sp §5), and the rule which of them may stand where.
import { z } from 'zod';
import {
  anObject,
  blankAsAbsent,
  exactInteger,
  fenRange,
  integer,
  positiveFenRange,
  type Range,
} from './fields.ts';
import { CouponType } from './vocabulary.ts';

/** What the user pays, in percent: 88 is 八八折. */
const percentRange: Range = { min: 1, max: 99 };

/** As we send them. Type 2 has no object in the documents. */
export const exactBenefits = {
  fixed_normal_coupon: z
    .object(
      { coupon_amount: exactInteger(positiveFenRange), transaction_minimum: exactInteger(fenRange) },
      anObject,
    )
    .strict()
    .optional(),
  discount_coupon: z
    .object(
      {
        discount_amount_max: exactInteger(positiveFenRange),
        discount_percent: exactInteger(percentRange),
        transaction_minimum: exactInteger(fenRange),
      },
      anObject,
    )
    .strict()
    .optional(),
};

/** 0 = no threshold; the documents leave open whether it may be absent. */
const transactionMinimum = z.preprocess((value) => blankAsAbsent(value) ?? 0, integer(fenRange));

/** As an operator or a sample writes them, type 2 included. */
export const benefits = {
  fixed_normal_coupon: optionalObject({
    coupon_amount: integer(positiveFenRange),
    transaction_minimum: transactionMinimum,
  }),
  cut_to_coupon: optionalObject({
    cut_to_price: integer(fenRange),
    transaction_minimum: transactionMinimum,
  }),
  discount_coupon: optionalObject({
    discount_amount_max: integer(positiveFenRange),
    discount_percent: integer(percentRange),
    transaction_minimum: transactionMinimum,
  }),
};

export const benefitOfType = {
  [CouponType.fixedAmount]: 'fixed_normal_coupon',
  [CouponType.cutToPrice]: 'cut_to_coupon',
  [CouponType.discount]: 'discount_coupon',
} as const satisfies Record<CouponType, string>;

type Benefit = (typeof benefitOfType)[CouponType];
type WithBenefits = { coupon_type: CouponType } & { [name in Benefit]?: unknown };

/** What we send carries the object of its own type and no other one. */
export function checkOwnBenefit(payload: z.core.ParsePayload<WithBenefits>): void {
  checkBenefitThere(payload);
  const { coupon_type: type } = payload.value;
  // A type 2 stock may go out dressed as a fixed amount, where the channel's settings say so.
  const own = type === CouponType.cutToPrice ? 'fixed_normal_coupon' : benefitOfType[type];
  for (const name of Object.values(benefitOfType)) {
    if (name !== own && payload.value[name] !== undefined) {
      refuse(payload, name, `does not belong to coupon_type ${type}`);
    }
  }
}

/** Types 1 and 3 say what they are worth; for type 2 the documents have no object. */
export function checkBenefitThere(payload: z.core.ParsePayload<WithBenefits>): void {
  if (payload.value.coupon_type !== CouponType.cutToPrice) checkBenefitOfTypeThere(payload);
}

/** In the model every type, 2 included, says what it is worth. */
export function checkBenefitOfTypeThere(payload: z.core.ParsePayload<WithBenefits>): void {
  const { coupon_type: type } = payload.value;
  const own = benefitOfType[type];
  if (payload.value[own] === undefined) refuse(payload, own, `is required for coupon_type ${type}`);
}

function optionalObject<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.preprocess(blankAsAbsent, z.object(shape, anObject).optional());
}

function refuse(payload: z.core.ParsePayload<WithBenefits>, name: Benefit, message: string): void {
  payload.issues.push({ code: 'custom', input: payload.value, path: [name], message });
}
