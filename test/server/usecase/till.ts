// What a test of consuming stands in: a till that asks and takes back, a customer with a wallet and a coupon, and who was told.
import type { Context } from '../../../server/context.ts';
import type { Coupon } from '../../../server/domain/coupon.ts';
import type { Customer } from '../../../server/domain/customer.ts';
import { type ConsumeRequest, consume } from '../../../server/usecase/consume.ts';
import { reverse } from '../../../server/usecase/reverse.ts';
import { unguarded } from '../../../server/usecase/scan-code.ts';
import { aConsume, byId } from '../../kit/builders.ts';
import { createClock, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { claimFor, newCustomer } from '../../kit/merchant.ts';
import { outboxOf } from '../../kit/outbox.ts';
import { runningStock } from '../../kit/stocks.ts';

export interface Till {
  readonly context: Context;
  readonly clock: TestClock;
  readonly stockId: string;
  /** With 6 yuan, 4 more as a gift, and 50 points. */
  readonly ann: Customer;
  /** Hers. */
  readonly coupon: Coupon;
  /** How often the delivery was woken, and which coupons' watchers. */
  readonly told: { events: number; coupons: string[] };
  ask(more?: Partial<ConsumeRequest>): ReturnType<typeof consume>;
  takeBack(more?: Partial<Parameters<typeof reverse>[1]>): ReturnType<typeof reverse>;
}

export async function aTill(): Promise<Till> {
  const clock = createClock();
  const context = await testContext({ now: clock.now });
  const stockId = await runningStock(context);
  const told: Till['told'] = { events: 0, coupons: [] };
  const useCases: Context['useCases'] = {
    ...context.useCases,
    eventsCommitted: () => {
      told.events += 1;
    },
    couponsChanged: (ids) => {
      told.coupons.push(...ids);
    },
  };
  const key = { tenantId: 'demo', account: 'naixue', bizId: 'b1' };
  return {
    ...{ context, clock, stockId, told },
    ann: await newCustomer(context, 'ann', { rechargeFen: 600, giftFen: 400, points: 50 }),
    coupon: await claimFor(context, stockId, 'ann'),
    ask: (more = {}) => consume(useCases, aConsume(more), unguarded),
    takeBack: (more = {}) => reverse(useCases, { ...key, actor: 'till', reason: undefined, ...more }),
  };
}

/** Of everything that ann has. */
export const everything = ({ ann, coupon }: Till) => ({
  customerId: ann.customerId,
  coupons: byId(coupon.couponId),
  ...{ amountFen: 700, points: 7, storeCode: 's1', booking: 'gift-at-store' as const },
});

export const refused = (reason: string, couponId?: string) => ({
  kind: 'refused',
  reason,
  ...(couponId !== undefined && { couponId }),
});

/** What 出行服务 will be told of her coupon. */
export const eventsOf = ({ context, coupon }: Till) =>
  outboxOf(context.database.read, `coupon:${coupon.couponId}`);

export function forget({ told }: Till): void {
  told.events = 0;
  told.coupons = [];
}
