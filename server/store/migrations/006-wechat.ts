// WeChat's side: the app's access token, which all processes share, and what was put on the Wi-Fi pages of stores.
import type { Migration } from '../migrate.ts';

export const wechat: Migration = {
  number: 6,
  name: 'wechat',
  statements: ({ integer, sharedTable }) => [
    // The lease belongs to the process that is asking for a new token.
    ...sharedTable(
      'wechat_token',
      `app_id TEXT PRIMARY KEY,
       token_sealed TEXT,
       expires_at ${integer} NOT NULL,
       refreshed_at ${integer} NOT NULL,
       forced_at ${integer} NOT NULL,
       lease_owner TEXT,
       lease_until_at ${integer} NOT NULL`,
    ),
    // asked: written before the call. A line that stays so had its process die before it could write down the answer.
    ...sharedTable(
      'wifi_delivery',
      `tenant_id TEXT NOT NULL,
       delivery_id TEXT NOT NULL,
       at ${integer} NOT NULL,
       actor TEXT NOT NULL,
       shop_id ${integer} NOT NULL CHECK (shop_id >= 0),
       card_id TEXT NOT NULL,
       card_describe TEXT NOT NULL,
       begin_at ${integer} NOT NULL,
       end_at ${integer} NOT NULL,
       card_quantity ${integer} CHECK (card_quantity >= 1),
       stock_id TEXT,
       outcome TEXT NOT NULL CHECK (outcome IN ('asked', 'ok', 'refused', 'unknown')),
       errcode ${integer},
       errmsg TEXT,
       PRIMARY KEY (tenant_id, delivery_id),
       CHECK (end_at > begin_at)`,
    ),
  ],
};
