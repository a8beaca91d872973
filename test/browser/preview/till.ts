// The till beside the phone: redeems what the phone shows through the merchant open API, as a shop's would.
import { randomUUID } from 'node:crypto';
import { sampleMerchantKey } from '../../../server/demo/sample.ts';
import { createMerchantClient } from '../../../shared/merchant/client.ts';
import { codeType } from '../../../shared/merchant/messages/redeem-rules.ts';

/** Of the demo's two. */
const storeCode = 'SZ001';

export interface Receipt {
  readonly ok: boolean;
  readonly message: string;
}

export type PreviewTill = (code: string) => Promise<Receipt>;

export function newPreviewTill(baseUrl: string): PreviewTill {
  const till = createMerchantClient({ baseUrl, credential: sampleMerchantKey, fetch });
  return async (code) => {
    const { ok, message } = await till.call('communal.user.coupons-vertify', {
      bizId: randomUUID(),
      type: codeType,
      couponsCardList: [code],
      multiMark: storeCode,
    });
    return { ok, message };
  };
}
