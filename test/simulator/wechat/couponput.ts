// Cards on the Wi-Fi pages of stores: what is put, and why something is not.
import { z } from 'zod';
import { answerOf, type WechatAnswer } from './errors.ts';

export interface SimulatedCard {
  readonly cardId: string;
  readonly validUntilAt: number;
  readonly quantity?: number;
  /** `pending`: not approved yet; `foreign`: another account's. */
  readonly state?: 'approved' | 'pending' | 'foreign';
}

export interface CouponPutOptions {
  readonly cards: readonly SimulatedCard[];
  readonly shops: readonly number[];
  /** WeChat's field table says start_time, its sample start_date. */
  readonly spelling: 'table' | 'sample';
  readonly now: () => number;
}

const putting = z.looseObject({
  shop_id: z.int().min(0),
  card_id: z.string(),
  card_describe: z.string(),
  start_time: z.int(),
  end_time: z.int(),
  card_quantity: z.int().optional(),
});
type Put = z.output<typeof putting>;

const all = 0;

export interface CouponPut {
  set(body: unknown): WechatAnswer;
  get(body: unknown): WechatAnswer;
}

export function createCouponPut({ cards, shops, spelling, now }: CouponPutOptions): CouponPut {
  const puts = new Map<number, Put>();
  const isShop = (id: number) => id === all || shops.includes(id);

  function refusal(put: Put): number {
    const card = cards.find(({ cardId }) => cardId === put.card_id);
    if ([...put.card_describe].length > 18) return 45021;
    if (put.card_describe === '') return 9002007;
    if (!isShop(put.shop_id)) return 9002009;
    if (card === undefined) return 9008001;
    if (card.state === 'foreign') return 45030;
    if (card.state === 'pending') return 40078;
    if (put.end_time <= put.start_time) return 40079;
    if (put.end_time * 1_000 > card.validUntilAt) return 9008002;
    if ((put.card_quantity ?? 1) < 1) return 40122;
    return card.quantity === 0 ? 45031 : 0;
  }

  return {
    set(body) {
      const parsed = putting.safeParse(body);
      if (!parsed.success) return answerOf(problemCode(body, parsed.error));
      const errcode = refusal(parsed.data);
      if (errcode === 0) puts.set(parsed.data.shop_id, parsed.data);
      return answerOf(errcode);
    },
    get(body) {
      const parsed = putting.pick({ shop_id: true }).safeParse(body);
      if (!parsed.success) return answerOf(problemCode(body, parsed.error));
      const { shop_id } = parsed.data;
      if (!isShop(shop_id)) return answerOf(9002009);
      const put = puts.get(shop_id) ?? puts.get(all);
      if (put === undefined) return answerOf(0, { data: {} });
      const { card_id, card_describe, start_time: start, end_time: end } = put;
      const times =
        spelling === 'table' ? { start_time: start, end_time: end } : { start_date: start, end_date: end };
      const seconds = now() / 1_000;
      const card_status = seconds < start ? 1 : seconds < end ? 0 : 2;
      return answerOf(0, { data: { shop_id, card_status, card_id, card_describe, ...times } });
    },
  };
}

/** A field that is not there is missing; one that is something else is wrong. */
function problemCode(body: unknown, error: z.ZodError): number {
  const field = String(error.issues[0]?.path[0] ?? '');
  const there = typeof body === 'object' && body !== null && field in body;
  if (there) return 9002008;
  return field === 'card_id' ? 41012 : 9002007;
}
