// A coupon, what it takes off, and an offer, as the plugin shows them. Times are epoch ms, money is fen; the plugin words them.
import { z } from 'zod';

export const benefit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), amountFen: z.int(), minimumFen: z.int() }),
  z.object({ kind: z.literal('cut-to'), priceFen: z.int(), minimumFen: z.int() }),
  /** percent: what is paid, 88 = 八八折. */
  z.object({ kind: z.literal('discount'), percent: z.int(), maximumFen: z.int(), minimumFen: z.int() }),
]);

export type BenefitView = z.infer<typeof benefit>;

/** frozen: a till holds it. */
const couponStates = ['available', 'not-begun', 'frozen', 'used', 'expired', 'invalid'] as const;

/** What a coupon has from its stock, and an offer is about. */
const terms = z.object({
  stockId: z.string(),
  name: z.string(),
  description: z.string(),
  instructions: z.string(),
  benefit,
  beginAt: z.int(),
  endAt: z.int(),
});

export const coupon = terms.extend({
  couponId: z.string(),
  state: z.enum(couponStates),
  /** Grows with every change: what a watch waits to see. */
  version: z.int(),
  usedAt: z.int().optional(),
  /** The store's name, where the till said which it is. */
  usedIn: z.string().optional(),
  endedAt: z.int().optional(),
});

export type CouponView = z.infer<typeof coupon>;

/** claimed: the user has one, and may have no more now. */
const offerStates = [
  'not-started',
  'claimable',
  'claimed',
  'limit-reached',
  'sold-out',
  'paused',
  'ended',
] as const;

export const offer = terms.extend({
  state: z.enum(offerStates),
  /** How many the user has had, and may have. */
  mine: z.int(),
  limit: z.int(),
  /** The user's latest coupon of it. */
  couponId: z.string().optional(),
  /** Claims one coupon, however often it is sent. Only while claimable. */
  ticket: z.string().optional(),
});

export type OfferView = z.infer<typeof offer>;

/** Where the way home leads, as the server allows it. */
export const returnTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('page'), path: z.string() }),
  z.object({ kind: z.literal('tab'), path: z.string() }),
  z.object({ kind: z.literal('app'), appId: z.string(), path: z.string() }),
]);

export type ReturnTarget = z.infer<typeof returnTarget>;
