// A till that speaks the merchant API to the same server, and what it does to coupons.
import { newMerchant, tillOf, well } from '../../../kit/merchant.ts';
import type { Visits } from './visits.ts';

export interface Till {
  /** What is on the phone, scanned. @returns done, or the code of the refusal */
  redeem(code: string, more?: { bizId?: string; multiMark?: string }): Promise<'done' | number | undefined>;
  reverse(bizId: string): Promise<void>;
  freeze(couponId: string): Promise<void>;
  unfreeze(couponId: string): Promise<void>;
}

let made = 0;

function nextId(): string {
  made += 1;
  return `by-a-till-${made}`;
}

export async function openTill({ server, clock }: Visits): Promise<Till> {
  const client = tillOf(server.url, await newMerchant(server.context), clock.now);
  const hold = nextId();
  return {
    async redeem(code, { bizId = nextId(), ...more } = {}) {
      const params = { type: 1, couponsCardList: code, bizId, ...more } as const;
      const answer = await client.call('communal.user.consume', params);
      return answer.ok ? 'done' : answer.code;
    },
    reverse: (bizId) => well(client.call('communal.user.consume-reverse', { bizId })),
    freeze: (couponId) => well(client.call('communal.coupon.freeze', { couponId, bizId: hold, seconds: 90 })),
    unfreeze: (couponId) => well(client.call('communal.coupon.unfreeze', { couponId, bizId: hold })),
  };
}
