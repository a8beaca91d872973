// What those who come and go in the shop remember of the day.
import type { GivenParamsOf } from '../../../shared/merchant/actions.ts';

export interface KnownCoupon {
  readonly couponId: string;
  readonly stockId: string;
  readonly userCode: string;
}

export interface Memory {
  readonly coupons: KnownCoupon[];
  /** What tills asked for, in case that they have to ask again. */
  readonly orders: GivenParamsOf<'communal.user.consume'>[];
  /** bizIds that were acknowledged. */
  readonly done: string[];
  /** Coupons that came back: there is something under way that tells it. */
  readonly restored: string[];
  /**
   * What 出行服务 has ended, how many callbacks it had received by then, and as what: two of its calls at once may want it to end
   * differently, and both are told that it has ended.
   */
  readonly ended: Map<string, { readonly received: number; readonly as: Set<number> }>;
  /** How often what was answered how. */
  readonly answers: Record<string, number>;
}

export const newMemory = (): Memory => ({
  coupons: [],
  orders: [],
  done: [],
  restored: [],
  ended: new Map(),
  answers: {},
});

/** @param code undefined: there was no answer */
export function noteAnswer({ answers }: Memory, what: string, code: number | undefined): void {
  const key = `${what} ${code}`;
  answers[key] = (answers[key] ?? 0) + 1;
}
