// What the plugin asks. Unknown members are dropped: an older plugin meets a newer server and the other way round.
import { z } from 'zod';

const id = (max: number) => z.string().min(1).max(max);

const language = z.enum(['zh', 'en']).default('zh');

/** The page's query as it came: nothing in it is trusted, and any host may have written it. */
export const sessionRequest = z.object({
  /** Of wx.pluginLogin; five minutes, once. */
  code: id(256),
  query: z.record(z.string().max(64), z.string().max(2048)).default({}),
  language,
});

/** Of these stocks in this order; none named: all that are offered. */
export const offersRequest = z.object({ stockIds: z.array(id(30)).max(20).default([]), language });

export const claimRequest = z.object({ ticket: id(512), language });

const couponTabs = ['available', 'used', 'ended'] as const;

export const couponsRequest = z.object({
  tab: z.enum(couponTabs).default('available'),
  /** `next` of the page before. */
  after: id(64).optional(),
  language,
});

export const couponRequest = z.object({ couponId: id(32), language });

/** Answered as soon as the coupon has another version than this, or after 25 s without a change. */
export const watchRequest = z.object({ couponId: id(32), version: z.int().nonnegative(), language });
