// What the two ways of redeeming have in common: whose coupons they are, and when nobody needs to say so.
import type { z } from 'zod';
import { intMax, type Range, required } from '../../sp/fields.ts';

/** `type` 1: couponsCardList holds scan codes, which know their customer. Other numbers mean coupon ids. */
export const codeType = 1;
export const typeRange: Range = { min: 0, max: intMax };

interface Redeeming {
  readonly customerId?: string | undefined;
  readonly type?: number | undefined;
  readonly couponsCardList: readonly string[];
}

export function checkCustomer({ value, issues }: z.core.ParsePayload<Redeeming>): void {
  const { customerId, type, couponsCardList } = value;
  if (customerId !== undefined || (type === codeType && couponsCardList.length > 0)) return;
  issues.push({ code: 'custom', input: value, path: ['customerId'], message: required });
}
