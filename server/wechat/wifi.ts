// POST /bizwifi/couponput/set and get: cards on the Wi-Fi pages of stores.
import { z } from 'zod';
import { done } from '../domain/wechat.ts';
import { type WifiApi, type WifiPut, type WifiStatus, wifiStates } from '../domain/wifi.ts';
import type { WechatClient } from './client.ts';

const seconds = z.coerce.number().int().min(0);

/** WeChat's table says start_time, its sample start_date: whichever is there. */
const putData = z.looseObject({
  shop_id: z.coerce.number().int(),
  card_status: z.coerce.number().int().min(0).max(2),
  card_id: z.string(),
  card_describe: z.string().default(''),
  start_time: seconds.optional(),
  start_date: seconds.optional(),
  end_time: seconds.optional(),
  end_date: seconds.optional(),
});

const nothing = z.looseObject({ card_id: z.literal('').optional() });
const getAnswer = z.looseObject({ data: z.union([nothing, putData]).nullish() });
const setAnswer = z.looseObject({});

export function createWifiApi(client: WechatClient): WifiApi {
  return {
    async set(put) {
      const result = await client.call('/bizwifi/couponput/set', setBody(put), setAnswer);
      return result.ok ? done(undefined) : result;
    },
    async get(shopId) {
      const result = await client.call('/bizwifi/couponput/get', { shop_id: shopId }, getAnswer);
      if (!result.ok) return result;
      const put = putData.safeParse(result.value.data);
      return done(put.success ? statusOf(put.data) : undefined);
    },
  };
}

const setBody = ({ shopId, cardId, describe, beginAt, endAt, quantity }: WifiPut) => ({
  shop_id: shopId,
  card_id: cardId,
  card_describe: describe,
  start_time: Math.floor(beginAt / 1_000),
  end_time: Math.floor(endAt / 1_000),
  ...(quantity === undefined ? {} : { card_quantity: quantity }),
});

function statusOf(data: z.output<typeof putData>): WifiStatus {
  return {
    shopId: data.shop_id,
    cardId: data.card_id,
    describe: data.card_describe,
    beginAt: (data.start_time ?? data.start_date ?? 0) * 1_000,
    endAt: (data.end_time ?? data.end_date ?? 0) * 1_000,
    state: wifiStates[data.card_status] ?? 'over',
  };
}
